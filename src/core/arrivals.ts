import type { Milliseconds } from './units.ts';
import type { Notice } from './verdict.ts';

/** When items become due, decided by nobody but the schedule: an open load. Pure: it reads no clock and draws nothing. */
export interface Arrivals {
  /**
   * When an item should start.
   *
   * @param index of the item, from 0
   * @param previous when the item before it should have started; 0 for the first
   * @param u uniform in [0, 1), drawn per (seed, item)
   * @returns milliseconds after the start, never before `previous`; `undefined` when no further item arrives
   */
  next(index: number, previous: Milliseconds, u: number): Milliseconds | undefined;
  /** When the load itself ends, the last item having been due before; absent when only the workload's end ends it. */
  readonly end?: Milliseconds;
  /** What is odd about the schedule. */
  readonly caution?: Notice;
}
