import type { Milliseconds } from './units.ts';

/** A random quantity. */
export interface Sampler {
  /**
   * Inverse CDF. One uniform makes one draw, so that a changed parameter keeps the order of the
   * draws.
   *
   * @param u uniform in [0, 1)
   * @param elapsed time since the server's reset, for quantities that change with it. @default 0
   * @returns rounded to a thousandth: whole microseconds, when the quantity is a time
   */
  sample(u: number, elapsed?: Milliseconds): number;
}
