import * as variants from './index.ts';
import type { LatencyDefinition } from './latency.ts';
import { phased } from './phased.ts';
import type { ShapeDefinition } from './shape.ts';

/** Every distribution, by its kind. */
export const latencies: ReadonlyMap<string, LatencyDefinition> = new Map(
  Object.values(variants satisfies Record<string, LatencyDefinition>).map((definition) => [
    definition.kind,
    definition,
  ]),
);

/** Every way to make up a reply's time from several distributions, by its kind. */
export const shapes: ReadonlyMap<string, ShapeDefinition> = new Map([[phased.kind, phased]]);
