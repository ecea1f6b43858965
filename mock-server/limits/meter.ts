import type { Milliseconds } from '../../src/core/units.ts';

/** Counts what flows through a rate limit. Amounts are in the limit's own unit. */
export interface Meter {
  /**
   * How long until n may be taken; 0 = now. Whole microseconds.
   *
   * An amount larger than the whole limit passes when nothing is in use. An amount of 0 passes
   * while anything is left.
   */
  wait(n: number, now: Milliseconds): Milliseconds;
  take(n: number, now: Milliseconds): void;
  /** Books a difference for what was taken at an earlier time; a negative one gives back. */
  correct(n: number, takenAt: Milliseconds, now: Milliseconds): void;
  /** What is left, fractional; below 0 while there is a debt. */
  level(now: Milliseconds): number;
  /** How long until everything is there again. Whole microseconds. */
  untilFull(now: Milliseconds): Milliseconds;
}

/** What 53 bits lose when an amount is computed from times. */
export const TOLERANCE = 1e-9;

/** The shortest wait that a clock can show. */
export const TICK: Milliseconds = 0.001;

/** What 53 bits lose in sums of times: less is the same instant. */
export const SAME_INSTANT: Milliseconds = 1e-6;
