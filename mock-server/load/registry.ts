import * as variants from './index.ts';
import type { LoadDefinition } from './load.ts';

/** Every load model, by its kind. */
export const loads: ReadonlyMap<string, LoadDefinition> = new Map(
  Object.values(variants satisfies Record<string, LoadDefinition>).map((definition) => [
    definition.kind,
    definition,
  ]),
);
