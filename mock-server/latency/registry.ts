import * as variants from './index.ts';
import type { LatencyDefinition } from './latency.ts';

/** Every latency model, by its kind. */
export const latencies: ReadonlyMap<string, LatencyDefinition> = new Map(
  Object.values(variants satisfies Record<string, LatencyDefinition>).map((definition) => [
    definition.kind,
    definition,
  ]),
);
