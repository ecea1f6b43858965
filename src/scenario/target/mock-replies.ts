import { z } from 'zod';
import { latencies } from '../../../mock-server/latency/registry.ts';
import type { RetryAfterPlan } from '../../core/mock-plan.ts';
import type { VariantPlan } from '../../core/plan.ts';
import type { Duration, DurationText } from '../../core/units.ts';
import { parseDuration } from '../../core/units.ts';
import { expected, leaf } from '../check/leaf.ts';
import { variantSchema } from '../check/options.ts';
import { delegate } from '../check/tagged.ts';

/** A distribution, as its builder makes it. */
export interface DistributionInput {
  readonly kind: string;
}

/** A number of tokens, or what it is drawn from: `lognormal({ median: 200, sigma: 0.8 })`. */
export type TokensInput = number | DistributionInput;

/** A duration, or what it is drawn from. */
export type DurationInput = Duration | DistributionInput;

/** What refused clients are told about when to come back. */
export type RetryAfterInput =
  | 'exact-ceil'
  | 'ms'
  | 'date'
  | 'none'
  | 'staggered'
  | `fixed:${DurationText}`
  | `factor:${number}`;

const distribution = variantSchema(latencies, {
  noun: 'a number or a distribution',
  example: 'lognormal({ median: 200, sigma: 0.8 })',
});

/** A whole number of tokens, or a distribution. */
export function tokensSchema(min: number) {
  return z.unknown().transform(async (value, context): Promise<number | VariantPlan> => {
    if (Number.isSafeInteger(value) && Number(value) >= min) return Number(value);
    return delegate(distribution, value, context);
  });
}

/** A duration in milliseconds, or a distribution. */
export const durationSchema = z
  .unknown()
  .transform(async (value, context): Promise<number | VariantPlan> => {
    return parseDuration(value) ?? delegate(distribution, value, context);
  });

export const retryAfterSchema = leaf(
  readRetryAfter,
  expected(
    'exact-ceil, ms, date, none, staggered, fixed:<duration> or factor:<number>',
    'a server that lies: retryAfter: "factor:0.5".',
  ),
);

function readRetryAfter(value: unknown): RetryAfterPlan | undefined {
  if (typeof value !== 'string') return undefined;
  const [rule, argument] = value.split(':', 2);
  switch (rule) {
    case 'fixed': {
      const wait = parseDuration(argument);
      return wait === undefined ? undefined : { rule, wait };
    }
    case 'factor': {
      const factor = Number(argument || Number.NaN);
      return factor >= 0 ? { rule, factor } : undefined;
    }
    case 'exact-ceil':
    case 'ms':
    case 'date':
    case 'none':
    case 'staggered':
      return argument === undefined ? { rule } : undefined;
    default:
      return undefined;
  }
}
