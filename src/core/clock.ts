import type { Milliseconds } from './units.ts';

/** Handle of one pending callback. */
export interface Timer {
  /** Removes the callback. Harmless after it ran or was cancelled. */
  cancel(): void;
}

/** Order of callbacks that are due at the same virtual instant: completions, then arrivals, then every other timer. */
export type Rank = 0 | 1 | 2;

/** The only source of time. Implemented by the real clock and by the virtual one. */
export interface Clock {
  readonly kind: 'real' | 'virtual';
  /** Monotonic, fractional, rounded to the microsecond; 0 near the start of the run. */
  now(): Milliseconds;
  /** Wall time, for labels only: never subtract two of them. */
  wall(): Date;
  /** Waits at least `ms`; never returns early. Rejects with `signal.reason` when the signal aborts. */
  sleep(ms: Milliseconds, signal?: AbortSignal): Promise<void>;
  /**
   * Runs a callback at an absolute time of `now()`'s scale, never before it. A time in the past means this instant. In virtual
   * time in the order of times, ranks and calls. On the real clock callbacks that are due within 2 ms may run in any order,
   * each late by its own timer or tick: whoever needs one arms the next callback in the last, as the pieces of a reply do.
   */
  at(time: Milliseconds, run: () => void, rank?: Rank): Timer;
  /** Freezes virtual time while real work is in flight; call the result to release. Does nothing on the real clock. */
  hold(): () => void;
}
