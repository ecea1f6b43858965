import { z } from 'zod';
import type {
  ConcurrencyPlan,
  LimitPlan,
  LimitScope,
  RampPlan,
  RateDimension,
  SpendPlan,
} from '../../core/mock-plan.ts';
import { countsInput, countsOutput, LIMIT_SCOPES } from '../../core/mock-plan.ts';
import type { OptionInput, OptionSpecs } from '../../core/option.ts';
import type { Milliseconds } from '../../core/units.ts';
import { fields } from '../check/fields.ts';
import { refuse } from '../check/leaf.ts';
import { optionShape, optionsSchema } from '../check/options.ts';
import type { FurtherLimit } from './mock-further-limits.ts';
import {
  ALGORITHMS,
  BURST_OF_WINDOW,
  checkFurtherLimits,
  furtherLimitOptions,
} from './mock-further-limits.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Real servers do not say when a connection gets free: a guess of ours. */
const CONCURRENCY_RETRY_AFTER = 1_000;

const amount = (summary: string) =>
  ({
    type: 'number',
    min: 0.001,
    optional: true,
    summary: `${summary}; absent = no limit`,
    hint: 'for no limit leave it out.',
  }) as const;

const limitOptions = {
  rpm: amount('requests per minute'),
  rpd: amount('requests per day'),
  itpm: amount('input tokens per minute'),
  otpm: amount('output tokens per minute'),
  tpm: amount('tokens per minute, input and output together'),
  burst: {
    type: 'count',
    min: 1,
    optional: true,
    summary: 'requests at once after a pause; rpm unless named',
  },
  maxConcurrent: {
    type: 'count',
    min: 1,
    optional: true,
    summary: 'requests that are accepted and not yet answered; absent = no limit',
  },
  algorithm: {
    type: 'choice',
    of: ALGORITHMS,
    default: 'token-bucket',
    summary: 'how rates are counted',
  },
  accounting: {
    type: 'choice',
    of: ['actual', 'reserve'],
    optional: true,
    summary:
      'output tokens are booked as they come, or by max_tokens; actual for otpm and reserve ' +
      'for tpm unless named',
  },
  cacheAware: { type: 'flag', default: true, summary: 'whether input from a cache is free' },
  countRejected: { type: 'flag', default: false, summary: 'whether refused requests count' },
  startLevel: {
    type: 'number',
    min: 0,
    max: 1,
    default: 1,
    summary: 'share of each rate limit that is there at the beginning',
  },
  scope: {
    type: 'choice',
    of: LIMIT_SCOPES,
    default: 'all',
    summary: 'who shares a limit: everybody, one API key, one workspace, or one group of models',
  },
  more: {
    type: 'list',
    of: furtherLimitOptions,
    optional: true,
    summary: 'limits of other windows, with other bursts, or for one workspace',
    hint: "more: [{ counts: 'requests', limit: 1, per: '1s' }].",
  },
} as const satisfies OptionSpecs;

const rampOptions = {
  counts: {
    type: 'choice',
    of: ['requests', 'input_tokens'],
    default: 'requests',
    summary: 'what may not grow too fast',
  },
  factor: { type: 'number', min: 1, default: 2, summary: 'growth from window to window' },
  floor: { type: 'number', min: 1, default: 10, summary: 'what a window may hold in any case' },
  window: { type: 'duration', default: '1min', summary: 'width of the window' },
} as const satisfies OptionSpecs;

const spendOptions = {
  usd: { type: 'number', min: 0, summary: 'the budget in USD', hint: 'spendCap: { usd: 5 }.' },
  perRequest: { type: 'number', min: 0, default: 0, summary: 'USD per request' },
  input: { type: 'number', min: 0, default: 1, summary: 'USD per million input tokens' },
  output: { type: 'number', min: 0, default: 5, summary: 'USD per million output tokens' },
} as const satisfies OptionSpecs;

/** What a mock server refuses with 429: `{ rpm: 50, burst: 5 }`. */
export type LimitsInput = OptionInput<typeof limitOptions> & {
  /** A limit of growth. The services publish no formula; the defaults are ours. */
  readonly ramp?: OptionInput<typeof rampOptions>;
  /** A budget that does not come back before the next round. */
  readonly spendCap?: OptionInput<typeof spendOptions>;
};

/** The parts of a mock's plan that refuse. */
export interface LimitsOfMock {
  readonly limits: readonly LimitPlan[];
  readonly concurrency?: ConcurrencyPlan;
  readonly ramp?: RampPlan;
  readonly spend?: SpendPlan;
}

const shape = {
  ...optionShape(limitOptions),
  ramp: optionsSchema(rampOptions, 'options, for example { factor: 2 }').exactOptional(),
  spendCap: optionsSchema(spendOptions, 'options, for example { usd: 5 }').exactOptional(),
};

/** Checks limits and turns them into the form that the server works with. */
export const limitsSchema = fields(shape, 'limits, for example { rpm: 50 }').transform(
  (options, context): LimitsOfMock => {
    const { rpm, burst, algorithm, maxConcurrent, scope, ramp, spendCap, more = [] } = options;
    if (burst !== undefined && rpm === undefined) {
      const hint = 'name the limit that it belongs to: limits: { rpm: 50, burst: 5 }.';
      refuse(context, { message: 'burst has no meaning without rpm.', hint }, ['burst']);
      return z.NEVER;
    }
    if (burst !== undefined && algorithm !== 'token-bucket') {
      refuse(context, BURST_OF_WINDOW, ['burst']);
      return z.NEVER;
    }
    checkFurtherLimits(more, algorithm, context);
    return {
      limits: ratesOf(options),
      ...(maxConcurrent === undefined ? {} : { concurrency: concurrencyOf(maxConcurrent, scope) }),
      ...(ramp === undefined ? {} : { ramp }),
      ...(spendCap === undefined ? {} : { spend: spendOf(spendCap) }),
    };
  },
);

interface Rates {
  readonly rpm?: number | undefined;
  readonly rpd?: number | undefined;
  readonly itpm?: number | undefined;
  readonly otpm?: number | undefined;
  readonly tpm?: number | undefined;
  readonly burst?: number | undefined;
  readonly algorithm: LimitPlan['algorithm'];
  readonly accounting?: 'actual' | 'reserve' | undefined;
  readonly cacheAware: boolean;
  readonly countRejected: boolean;
  readonly startLevel: number;
  readonly scope: LimitScope;
  readonly more?: readonly FurtherLimit[] | undefined;
}

function ratesOf(rates: Rates): LimitPlan[] {
  const { rpm, rpd, itpm, otpm, tpm, burst, more = [] } = rates;
  return [
    ...rateOf(rates, 'requests', rpm, MINUTE, burst === undefined ? {} : { burst }),
    ...rateOf(rates, 'requests', rpd, DAY),
    ...rateOf(rates, 'input_tokens', itpm, MINUTE),
    ...rateOf(rates, 'output_tokens', otpm, MINUTE),
    ...rateOf(rates, 'tokens', tpm, MINUTE),
    ...more.flatMap(({ counts, limit, per, burst, workspace, ...own }) =>
      rateOf({ ...rates, ...own }, counts, limit, per, {
        ...(burst === undefined ? {} : { burst }),
        ...(workspace === undefined ? {} : { workspace }),
      }),
    ),
  ];
}

/** How tokens are booked, as far as it is not the default of what is counted. */
function accountingOf(
  dimension: RateDimension,
  { accounting, cacheAware }: Pick<Rates, 'accounting' | 'cacheAware'>,
): Partial<LimitPlan> {
  const reserves = accounting === 'reserve' || (dimension === 'tokens' && accounting === undefined);
  return {
    ...(!cacheAware && countsInput(dimension) && { cacheAware }),
    ...(reserves && countsOutput(dimension) && { accounting: 'reserve' }),
  };
}

/** What a limit holds by default is left out, so that plain limits stay plain. */
function rateOf(
  rates: Rates,
  dimension: RateDimension,
  limit: number | undefined,
  window: Milliseconds,
  more: Partial<LimitPlan> = {},
): LimitPlan[] {
  if (limit === undefined) return [];
  const { algorithm, countRejected, startLevel, scope } = rates;
  const burst = more.burst ?? Math.max(1, Math.floor(limit));
  return [
    {
      dimension,
      algorithm,
      limit,
      window,
      burst,
      ...(startLevel < 1 && { startLevel: startLevel * burst }),
      ...(scope !== 'all' && { scope }),
      ...(countRejected && dimension === 'requests' && { countRejected }),
      ...accountingOf(dimension, rates),
      ...more,
    },
  ];
}

function concurrencyOf(limit: number, scope: LimitScope): ConcurrencyPlan {
  const retryAfter = CONCURRENCY_RETRY_AFTER;
  return { limit, retryAfter, ...(scope !== 'all' && { scope }) };
}

function spendOf(cap: {
  readonly usd: number;
  readonly perRequest: number;
  readonly input: number;
  readonly output: number;
}): SpendPlan {
  const { usd, perRequest, input, output } = cap;
  return { limitUsd: usd, requestUsd: perRequest, inputUsd: input, outputUsd: output };
}
