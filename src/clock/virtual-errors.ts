import type { Milliseconds } from '../core/units.ts';

/** What a {@link VirtualTimeError} is about. Codes are stable; messages are not. */
export type VirtualTimeErrorCode =
  | 'VIRTUAL_DEADLOCK'
  | 'VIRTUAL_STUCK'
  | 'VIRTUAL_TIME_LIMIT'
  | 'VIRTUAL_EVENT_LIMIT'
  | 'HOLD_LEAK'
  | RefusalCode;

/** A call that is not possible in virtual time. */
export type RefusalCode = 'REAL_NETWORK' | 'REAL_DNS' | 'REAL_PROCESS' | 'REAL_THREAD';

/**
 * A run that virtual time cannot bring to an end, or that asked for something outside of it: the
 * run is invalid.
 */
export class VirtualTimeError extends Error {
  override readonly name = 'VirtualTimeError';
  readonly code: VirtualTimeErrorCode;
  /** The remedy, as something to type. */
  readonly hint: string;

  constructor(code: VirtualTimeErrorCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Nothing is left that could move time on, and main still waits. */
export function deadlock(now: Milliseconds, resources: readonly string[]): VirtualTimeError {
  const open = resources.length === 0 ? 'none' : resources.join(', ');
  return new VirtualTimeError(
    'VIRTUAL_DEADLOCK',
    `Virtual time stands still at ${inSeconds(now)}: nothing is scheduled and the run has not ` +
      'ended. It waits for something outside virtual time, or for a slot that nobody releases. ' +
      `Open real resources: ${open}.`,
    'Wrap real work in `clock.hold()`, release slots in a `finally`, or use `--clock real`.',
  );
}

/**
 * More than `limit` events at one instant.
 *
 * @param site where one of them was scheduled, if it is known
 */
export function stuck(now: Milliseconds, limit: number, site = ''): VirtualTimeError {
  return new VirtualTimeError(
    'VIRTUAL_STUCK',
    `More than ${limit} events ran at ${inSeconds(now)} and time did not move on` +
      `${site && `; one of them was scheduled${site}`}.`,
    'In a loop that waits for a condition, sleep for a time above 0, or wait for the condition.',
  );
}

/** What is pending when a run reaches the longest virtual time. */
export interface Pending {
  /** Number of callbacks of each kind. */
  readonly kinds: ReadonlyMap<string, number>;
  /** From the last event to the next one; the period, when a single heartbeat is left. */
  readonly nextAfter: Milliseconds;
}

/** The next event lies beyond the longest virtual time. */
export function timeLimit(limit: Milliseconds, pending: Pending): VirtualTimeError {
  const kinds = [...pending.kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
  return new VirtualTimeError(
    'VIRTUAL_TIME_LIMIT',
    `The run has not ended after ${inSeconds(limit)} of virtual time. Still pending: ${kinds}; ` +
      `the next is due ${inSeconds(pending.nextAfter)} after the last event. ` +
      'A heartbeat keeps time running for ever.',
    'Check what the run waits for, stop the heartbeat, or raise the longest virtual time.',
  );
}

/** More than `limit` events. */
export function eventLimit(limit: number, now: Milliseconds): VirtualTimeError {
  const rate = now > 0 ? `, ${Math.round((limit * 1_000) / now)} a virtual second` : '';
  return new VirtualTimeError(
    'VIRTUAL_EVENT_LIMIT',
    `The run made more than ${limit} events in ${inSeconds(now)}${rate}.`,
    'Poll less often (a loop of 1 ms makes 86 million events a day), or raise the event limit.',
  );
}

/** A hold that was not released within `limit` of real time. */
export function holdLeak(limit: Milliseconds, site: string): VirtualTimeError {
  return new VirtualTimeError(
    'HOLD_LEAK',
    `Virtual time was held for more than ${inSeconds(limit)} of real time; taken${site}.`,
    'Call the function that `clock.hold()` returned in a `finally`.',
  );
}

/** A call that would leave virtual time. */
export function refused(code: RefusalCode, call: string): VirtualTimeError {
  return new VirtualTimeError(
    code,
    `${call} is not possible under --clock virtual: its time is real.`,
    'Use the in-process transport (`fetch` of the context), or `--clock real`.',
  );
}

function inSeconds(ms: Milliseconds): string {
  return `${Math.round(ms * 1_000) / 1_000_000} s`;
}
