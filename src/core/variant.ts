import type { OptionInput, OptionSpecs, OptionValues } from './option.ts';

/** Options that do not go together. */
export interface OptionMistake {
  /** Name of the option that is to change. */
  readonly mistake: string;
  readonly message: string;
  readonly hint?: string;
}

/** One variant of a family (strategies, latency models, …): everything about it in one value. */
export interface VariantDefinition<
  K extends string = string,
  S extends OptionSpecs = OptionSpecs,
  T = unknown,
> {
  /** Its name in scenarios, flags and results. */
  readonly kind: K;
  /** One sentence, for `bench list` and `--help`. */
  readonly summary: string;
  readonly options: S;
  /**
   * Fills in what depends on other options, and finds what is wrong with options that are right by
   * themselves.
   */
  complete?(options: OptionValues<S>): OptionValues<S> | OptionMistake;
  /** Makes the working thing from checked and filled-in options. */
  create(options: OptionValues<S>): T;
}

/** What a scenario holds for a variant: its kind and the options that the user named. */
export type VariantInput<K extends string, S extends OptionSpecs> = {
  readonly kind: K;
} & OptionInput<S>;

/** The function that a scenario calls: `semaphore({ size: 5 })`. Options are optional when all have a default. */
type Builder<K extends string, S extends OptionSpecs> =
  Record<never, never> extends OptionInput<S>
    ? (options?: OptionInput<S>) => VariantInput<K, S>
    : (options: OptionInput<S>) => VariantInput<K, S>;

/**
 * Declares a variant. The result is the definition and, at the same time, the builder that scenarios call, so that a new
 * variant is one file and one line in its folder's `index.ts`.
 */
export function defineVariant<
  const K extends string,
  const S extends OptionSpecs,
  T,
  D extends VariantDefinition<K, S, T>,
>(definition: D & VariantDefinition<K, S, T>): D & Builder<K, S> {
  const build = (options?: OptionInput<S>) => ({ kind: definition.kind, ...options });
  return Object.assign(build as unknown as Builder<K, S>, definition);
}
