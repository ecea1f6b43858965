import type { OptionSpecs } from '../../src/core/option.ts';
import type { Sampler } from '../../src/core/sampler.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';

/**
 * A distribution: of nominal service times (how long a request takes that is alone on the server)
 * or of numbers of tokens.
 */
export type Latency = Sampler;

export type LatencyDefinition<
  K extends string = string,
  S extends OptionSpecs = OptionSpecs,
> = VariantDefinition<K, S, Latency>;
