import type { StrategyContext } from '../core/strategy.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';
import { Fifo } from './fifo.ts';
import type { Limiter } from './limits/limiter.ts';

/** What is special about an attempt that wants to pass. */
export interface PassOptions {
  /** Its own rule, where attempts cost differently. */
  readonly rule?: Limiter | undefined;
  /** It goes before all who wait, except for the one whose turn it is and others like it. */
  readonly first?: boolean;
  /** An item begins with it: without an effect once no further one may begin. */
  readonly begins?: boolean;
}

/** A turnstile for attempts. */
export interface RateGate {
  /** Runs the attempt when it is its turn and the limiter allows a start. */
  pass<T>(attempt: () => Promise<T>, how?: PassOptions): Promise<T>;
  /** Something other than time changed: whoever waits asks the limiter again. */
  recheck(): void;
}

/**
 * A queue in front of a limiter: whoever asks first starts first, unless it may go before the others.
 *
 * The limiter is told of a start only after the request was handed to the socket, so that two starts can never come
 * closer than it allows, however late a timer fires.
 */
export function createRateGate(
  limiter: Limiter,
  { clock, signal, noMore }: Pick<StrategyContext, 'clock' | 'signal' | 'noMore'>,
): RateGate {
  const waiting = new Fifo<() => void>();
  const ahead = new Fifo<() => void>();
  let taken = false;
  /** Wakes the one whose turn it is, while it waits for time to pass. */
  let wake: (() => void) | undefined;

  const recheck = () => wake?.();
  signal.addEventListener('abort', recheck, { once: true });
  noMore?.addEventListener('abort', recheck, { once: true });

  /** @returns whether it may start: an item that has not begun is too late once no further one may begin */
  async function untilAllowed(rule: Limiter, begins: boolean): Promise<boolean> {
    const isLate = () => begins && noMore?.aborted === true;
    let wait = rule.wait(clock.now());
    while (wait > 0 && !signal.aborted && !isLate()) {
      await nap(wait);
      wake = undefined;
      wait = rule.wait(clock.now());
    }
    return !isLate();
  }

  /**
   * Waits for the time or for `recheck`, whichever comes first; forever is a time, too. A timer of its own: a sleep that a
   * signal ends costs as much as all else here, and laws that change with every reply wake it every time.
   */
  function nap(ms: Milliseconds): Promise<void> {
    return new Promise((resolve) => {
      const due = endOfWait(clock.now(), ms);
      const timer = Number.isFinite(due) ? clock.at(due, resolve) : undefined;
      wake = () => {
        timer?.cancel();
        resolve();
      };
    });
  }

  /** Resolves when it is the caller's turn, which ends with `next`. */
  function turn(first: boolean): Promise<void> {
    if (taken) return new Promise((enter) => (first ? ahead : waiting).push(enter));
    taken = true;
    return Promise.resolve();
  }

  function next(): void {
    const enter = ahead.shift() ?? waiting.shift();
    if (enter) enter();
    else taken = false;
  }

  return {
    async pass(attempt, { rule = limiter, first = false, begins = false } = {}) {
      await turn(first);
      const starts = await untilAllowed(rule, begins);
      try {
        return attempt();
      } finally {
        if (starts) rule.start(clock.now());
        next();
      }
    },
    recheck,
  };
}

/**
 * The first whole microsecond after a wait, as a sleep would end: never this instant, however short the wait, and not one
 * later because a sum of two doubles is a hair above the microsecond that is meant.
 */
function endOfWait(now: Milliseconds, ms: Milliseconds): Milliseconds {
  const whole = roundToMicrosecond(ms);
  return roundToMicrosecond(now + (whole < ms ? whole + 0.001 : whole));
}
