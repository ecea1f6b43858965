import type { Milliseconds } from '../../core/units.ts';

/** A rule about starts in time, as a pure state machine: it reads no clock and sets no timer. */
export interface Limiter {
  /**
   * How long the next start must wait from `now`; 0 = it may start. Ask again after the wait: the answer may be another
   * one. Infinity = until something other than time changes.
   */
  wait(now: Milliseconds): Milliseconds;
  /** A request started at `now`. */
  start(now: Milliseconds): void;
}

/** No rule at all. */
export const UNLIMITED: Limiter = { wait: () => 0, start: () => {} };
