import type { Clock } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';
import type { Limiter } from './limits/limiter.ts';

/** A turnstile for attempts. */
export interface RateGate {
  /**
   * Runs the attempt when it is its turn and the limiter allows a start.
   *
   * @param own the rule for this attempt, where attempts cost differently
   */
  pass<T>(attempt: () => Promise<T>, own?: Limiter): Promise<T>;
  /** Something other than time changed: whoever waits asks the limiter again. */
  recheck(): void;
}

/**
 * One FIFO queue in front of a limiter: whoever asks first starts first, retries included.
 *
 * The limiter is told of a start only after the request was handed to the socket, so that two starts can never come
 * closer than it allows, however late a timer fires.
 */
export function createRateGate(limiter: Limiter, clock: Clock, signal: AbortSignal): RateGate {
  let tail = Promise.resolve();
  let nap = new AbortController();

  const recheck = () => {
    nap.abort();
    nap = new AbortController();
  };
  signal.addEventListener('abort', recheck, { once: true });

  async function untilAllowed(rule: Limiter): Promise<void> {
    let wait = rule.wait(clock.now());
    while (wait > 0 && !signal.aborted) {
      await sleepOrWake(wait, clock, nap.signal);
      wait = rule.wait(clock.now());
    }
  }

  return {
    async pass(attempt, own = limiter) {
      let release = () => {};
      const previous = tail;
      tail = new Promise((resolve) => {
        release = resolve;
      });
      await previous;
      await untilAllowed(own);
      try {
        return attempt();
      } finally {
        own.start(clock.now());
        release();
      }
    },
    recheck,
  };
}

/** Waits for the time or for the signal, whichever comes first; forever is a time, too. */
function sleepOrWake(ms: Milliseconds, clock: Clock, wake: AbortSignal): Promise<void> {
  if (Number.isFinite(ms)) return clock.sleep(ms, wake).catch(() => {});
  return new Promise((resolve) => {
    wake.addEventListener('abort', () => resolve(), { once: true });
  });
}
