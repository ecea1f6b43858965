import type { OptionSpecs } from '../../src/core/option.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';

/**
 * A distribution of nominal service times: how long a request takes that is alone on the server.
 */
export interface Latency {
  /**
   * Inverse CDF. One uniform makes one draw, so that a changed parameter keeps the order of the
   * draws.
   *
   * @param u uniform in [0, 1)
   * @returns whole microseconds
   */
  sample(u: number): Milliseconds;
}

export type LatencyDefinition<
  K extends string = string,
  S extends OptionSpecs = OptionSpecs,
> = VariantDefinition<K, S, Latency>;
