import type { Clock } from '../core/clock.ts';
import type { Microseconds } from '../core/ledger.ts';
import type { TimeoutStage } from '../core/outcome.ts';
import type { TimeoutPlan } from '../core/plan.ts';
import type { Milliseconds } from '../core/units.ts';

/** How far an attempt has come. */
interface Progress {
  readonly sent: Microseconds;
  readonly socketReady: Microseconds | undefined;
  readonly headersAt: Microseconds | undefined;
  readonly firstToken: Microseconds | undefined;
  readonly lastArrival: Microseconds | undefined;
}

interface Deadline {
  readonly stage: TimeoutStage;
  readonly at: Microseconds;
}

/** The deadline that an attempt would miss first, if nothing more happened to it. */
export function nextDeadline(
  timeouts: TimeoutPlan,
  streaming: boolean,
  progress: Progress,
): Deadline | undefined {
  const { sent, socketReady, headersAt, firstToken, lastArrival } = progress;
  let first: Deadline | undefined;
  const consider = (
    stage: TimeoutStage,
    after: Milliseconds | undefined,
    from: Microseconds | undefined,
  ) => {
    if (after === undefined || from === undefined) return;
    const at = from + after * 1_000;
    if (first === undefined || at < first.at) first = { stage, at };
  };
  // A client that cannot see its sockets reports the head only.
  if (socketReady === undefined && headersAt === undefined) {
    consider('connect', timeouts.connect, sent);
  }
  if (headersAt === undefined) consider('headers', timeouts.headers, sent);
  else consider('idle', timeouts.idle, lastArrival);
  if (streaming && firstToken === undefined) consider('first-token', timeouts.firstToken, sent);
  consider('total', timeouts.total, sent);
  return first;
}

/**
 * Watches an attempt with one timer. Arriving bytes only move a number; the timer looks at it when it fires and waits
 * on if it was early.
 *
 * @param origin the clock's time at 0 µs of the ledger
 */
export function watchDeadlines(
  next: () => Deadline | undefined,
  clock: Clock,
  origin: Milliseconds,
  missed: (stage: TimeoutStage) => void,
): { recheck(): void; cancel(): void } {
  let timer: ReturnType<Clock['at']> | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  const recheck = () => {
    const deadline = next();
    if (!deadline || deadline.at === armedFor) return;
    timer?.cancel();
    armedFor = deadline.at;
    timer = clock.at(origin + deadline.at / 1_000, fire);
  };
  const fire = () => {
    const deadline = next();
    if (deadline && deadline.at <= armedFor) missed(deadline.stage);
    else recheck();
  };
  recheck();
  return { recheck, cancel: () => timer?.cancel() };
}
