import type { StrategyDefinition } from '../define-strategy.ts';
import * as variants from './index.ts';

/** Every strategy, by its kind. */
export const strategies: ReadonlyMap<string, StrategyDefinition> = new Map(
  Object.values(variants satisfies Record<string, StrategyDefinition>).map((definition) => [
    definition.kind,
    definition,
  ]),
);
