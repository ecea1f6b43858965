import type { Sampler } from './sampler.ts';
import type { Duration, Milliseconds } from './units.ts';

/** A whole number, for example a size. */
interface CountOption {
  readonly type: 'count';
  readonly min: number;
  readonly max?: number;
}

/** Any finite number in a range. */
interface NumberOption {
  readonly type: 'number';
  readonly min: number;
  readonly max?: number;
}

/** A span of time: milliseconds or text with a unit. */
interface DurationOption {
  readonly type: 'duration';
}

/** One of a few words. */
interface ChoiceOption {
  readonly type: 'choice';
  readonly of: readonly string[];
}

interface FlagOption {
  readonly type: 'flag';
}

/**
 * Corners of a curve over a count: `[n, ms]` pairs. The first n is 1, n rises from pair to pair, and every ms is above 0.
 */
interface PointsOption {
  readonly type: 'points';
}

/** A list of numbers of at least 0, at least one. */
interface NumbersOption {
  readonly type: 'numbers';
}

/** A table of quantiles: `[p, value]` pairs, p rising within 0 to 1, values from 0 not falling. */
interface QuantilesOption {
  readonly type: 'quantiles';
}

/** A distribution by its kind and options. A duration stands for a constant one. */
interface DistributionOption {
  readonly type: 'distribution';
}

/** A list of objects, at least one, each with the same options. */
interface ListOption {
  readonly type: 'list';
  readonly of: OptionSpecs;
}

/** Any text of at least one character. */
interface TextOption {
  readonly type: 'text';
}

/** The path of a file, relative to the scenario's folder. */
interface FileOption {
  readonly type: 'file';
}

/** A list of texts. */
interface TextsOption {
  readonly type: 'texts';
}

/** What an HTTP header says: one line. */
interface HeaderOption {
  readonly type: 'header';
}

/** HTTP headers, by their names. */
interface HeadersOption {
  readonly type: 'headers';
}

/**
 * One option of a variant, as plain data: checks, `--help`, `bench list`, the README tables and the scenario's types all
 * follow from it.
 */
export type OptionSpec = (
  | CountOption
  | NumberOption
  | DurationOption
  | ChoiceOption
  | FlagOption
  | PointsOption
  | NumbersOption
  | QuantilesOption
  | DistributionOption
  | ListOption
  | TextOption
  | FileOption
  | TextsOption
  | HeaderOption
  | HeadersOption
) & {
  /** One phrase that says what it is, with its unit. */
  readonly summary: string;
  /** Value when the user names none. An option without a default is required, unless it is `optional`. */
  readonly default?: unknown;
  /** Absent is a value of its own. */
  readonly optional?: true;
  /** What to do instead, printed under a refused value. */
  readonly hint?: string;
};

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** A curve's corners, in rising order. */
export type Points = readonly (readonly [n: number, ms: Milliseconds])[];

/** Corners of an inverse CDF, in rising order. */
export type Quantiles = readonly (readonly [p: number, value: number])[];

/** What `create` gets for an option. A plan holds a variant in the place of a distribution. */
type Value<S extends OptionSpec> = S extends { type: 'choice'; of: readonly (infer W)[] }
  ? W
  : S extends { type: 'flag' }
    ? boolean
    : S extends { type: 'duration' }
      ? Milliseconds
      : S extends { type: 'points' }
        ? Points
        : S extends { type: 'numbers' }
          ? readonly number[]
          : S extends { type: 'quantiles' }
            ? Quantiles
            : S extends { type: 'distribution' }
              ? Sampler
              : S extends { type: 'list'; of: infer O extends OptionSpecs }
                ? readonly OptionValues<O>[]
                : S extends { type: 'text' | 'file' | 'header' }
                  ? string
                  : S extends { type: 'texts' }
                    ? readonly string[]
                    : S extends { type: 'headers' }
                      ? Readonly<Record<string, string>>
                      : number;

/** What a user may write for an option. */
type Input<S extends OptionSpec> = S extends { type: 'duration' }
  ? Duration
  : S extends { type: 'distribution' }
    ? DistributionInput
    : S extends { type: 'list'; of: infer O extends OptionSpecs }
      ? readonly OptionInput<O>[]
      : Value<S>;

/** What its builder makes: `lognormal({ mean: '2s' })`; or a constant duration. */
type DistributionInput = Duration | { readonly kind: string };

type OptionalKeys<S extends OptionSpecs> = {
  [K in keyof S]: S[K] extends { default: unknown } | { optional: true } ? K : never;
}[keyof S];

type AbsentKeys<S extends OptionSpecs> = {
  [K in keyof S]: S[K] extends { optional: true } ? K : never;
}[keyof S];

/** Options with the defaults filled in, durations in milliseconds. */
export type OptionValues<S extends OptionSpecs> = {
  readonly [K in Exclude<keyof S, AbsentKeys<S>>]: Value<S[K]>;
} & { readonly [K in AbsentKeys<S>]?: Value<S[K]> };

/** Options as a user writes them. */
export type OptionInput<S extends OptionSpecs> = {
  readonly [K in Exclude<keyof S, OptionalKeys<S>>]: Input<S[K]>;
} & { readonly [K in OptionalKeys<S>]?: Input<S[K]> };
