import { z } from 'zod';
import type { OptionSpec, OptionSpecs } from '../../core/option.ts';
import { fields, isPlainObject } from '../check/fields.ts';
import { expected, leaf, text } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';

/** US dollars for a million tokens of each kind. */
interface Prices {
  readonly input: number;
  readonly output: number;
  /** Input that is written to a cache for 5 minutes. @default as `input` */
  readonly cacheWrite?: number;
  /** Input that is read from a cache. @default as `input` */
  readonly cacheRead?: number;
}

/** What a model costs. */
export interface ModelPrices extends Prices {
  /** Day on which it was looked up. @default the list's */
  readonly date?: string;
  /** What the price of an item of a batch is multiplied by. @default 1: no discount */
  readonly batch?: number;
  /** What a request with more than `above` input tokens costs, all of it. @default the same */
  readonly long?: Prices & { readonly above: number };
}

/** Prices of models by their ids, and how old they are. */
export interface PriceList {
  /** Day on which they were looked up: `2026-10-24`. It stands beside every cost. */
  readonly date: string;
  /** Where they come from. */
  readonly source?: string;
  readonly models: Readonly<Record<string, ModelPrices>>;
}

const usd = { type: 'number', min: 0, hint: 'US dollars for a million tokens.' } as const;

const kinds = {
  input: { ...usd, summary: 'uncached input' },
  output: { ...usd, summary: 'output' },
  cacheWrite: { ...usd, optional: true, summary: 'input that is written to a cache' },
  cacheRead: { ...usd, optional: true, summary: 'input that is read from a cache' },
} as const satisfies OptionSpecs;

const above = {
  type: 'count',
  min: 1,
  summary: 'input tokens from which on it costs that',
} as const satisfies OptionSpec;

const batch = {
  type: 'number',
  min: 0,
  max: 1,
  default: 1,
  summary: 'what the price of an item of a batch is multiplied by',
  hint: '0.5 is half the price.',
} as const satisfies OptionSpec;

const EXAMPLE = '{ input: 1, output: 5 }';

const date = leaf(
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(value))
      ? value
      : undefined,
  expected('the day of the prices', "write date: '2026-10-24'."),
);

const modelSchema = fields(
  {
    date: date.exactOptional(),
    ...optionShape({ ...kinds, batch }),
    long: fields(
      optionShape({ ...kinds, above }),
      'prices, for example { above: 100_000, input: 2, output: 10 }',
    ).exactOptional(),
  },
  `prices, for example ${EXAMPLE}`,
);

const models = leaf(
  (value) => (isPlainObject(value) && Object.keys(value).length > 0 ? value : undefined),
  (value) =>
    expected(
      "prices under models' ids",
      `write models: { 'my-model': ${EXAMPLE} }.`,
    )(isPlainObject(value) ? undefined : value),
).pipe(z.record(z.string(), modelSchema));

/** Checks a price list and fills in its defaults. */
export const priceListSchema = fields(
  { date, source: text('where the prices come from').exactOptional(), models },
  `a price list, for example { date: '2026-10-24', models: { 'my-model': ${EXAMPLE} } }`,
);

/** A price list, checked and filled in. */
export type CheckedPrices = z.output<typeof priceListSchema>;
