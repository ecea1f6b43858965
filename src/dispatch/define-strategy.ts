import type { OptionSpecs, OptionValues } from '../core/option.ts';
import type { Strategy } from '../core/strategy.ts';
import type { VariantDefinition } from '../core/variant.ts';
import { defineVariant } from '../core/variant.ts';

/** A way to call an API concurrently, with its options. */
export interface StrategyDefinition<K extends string = string, S extends OptionSpecs = OptionSpecs>
  extends VariantDefinition<K, S, Strategy> {
  /** The field's term for it: "counting semaphore". */
  readonly term: string;
  /** What the target must have: its batch API. Absent: nothing special. */
  readonly needs?: 'batches';
  /** Whether it must know beforehand what will be answered, as only the mock server can tell. */
  foretells?(options: OptionValues<S>): boolean;
  /**
   * Options that say how many it has of something, where that is all of its state: several threads can share them. `undefined`,
   * as without this: one thread must hold the whole.
   */
  divides?(options: OptionValues<S>): readonly (keyof S & string)[] | undefined;
  /** Most attempts that it has in flight; `undefined` = as many as there are items. Sizes the connection pool. */
  width(options: OptionValues<S>): number | undefined;
  /** Number of its slots, where nothing else decides when an attempt starts. */
  slots?(options: OptionValues<S>): number;
}

/** Declares a strategy; the result is also the builder that scenarios call. */
export function defineStrategy<const K extends string, const S extends OptionSpecs>(
  definition: StrategyDefinition<K, S>,
) {
  return defineVariant<K, S, Strategy, StrategyDefinition<K, S>>(definition);
}
