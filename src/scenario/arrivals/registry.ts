import type { Arrivals } from '../../core/arrivals.ts';
import type { OptionSpecs } from '../../core/option.ts';
import type { VariantDefinition } from '../../core/variant.ts';
import * as variants from './index.ts';

type ArrivalsDefinition = VariantDefinition<string, OptionSpecs, Arrivals>;

/** Every open load, by its kind. */
export const arrivals: ReadonlyMap<string, ArrivalsDefinition> = new Map(
  Object.values(variants satisfies Record<string, ArrivalsDefinition>).map((definition) => [
    definition.kind,
    definition,
  ]),
);
