import type { FaultDefinition } from './fault.ts';
import * as variants from './index.ts';

/** Every fault, by its kind. */
export const faults: ReadonlyMap<string, FaultDefinition> = new Map(
  Object.values<FaultDefinition>(variants).map((definition) => [definition.kind, definition]),
);
