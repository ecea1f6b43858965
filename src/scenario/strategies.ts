import { z } from 'zod';
import type { RetryPlan, StrategyPlan, TimeoutPlan, VariantPlan } from '../core/plan.ts';
import type { CustomFunction } from '../core/user-code.ts';
import { strategies } from '../dispatch/strategies/registry.ts';
import { fields, isPlainObject } from './check/fields.ts';
import { expected, leaf } from './check/leaf.ts';
import { variantSchemas } from './check/options.ts';
import { delegate, tagged } from './check/tagged.ts';
import { customSchema } from './custom.ts';
import { retrySchema, timeoutsSchema } from './policies.ts';

/** A strategy of a plan, beside the function that a plan cannot hold. */
type Checked = VariantPlan & { readonly run?: CustomFunction };

/** What a strategy has of its own instead of the scenario's. */
interface Own {
  readonly retry?: RetryPlan;
  readonly timeouts?: TimeoutPlan;
}

/**
 * Names go into tables, file names and filters; and objects reorder keys that look like numbers.
 */
const strategyName = leaf(
  (value) => (typeof value === 'string' && /^[a-z][\w.-]*$/i.test(value) ? value : undefined),
  expected(
    'a name that starts with a letter',
    'use letters, digits, dots, dashes and underscores.',
  ),
);

const variant = tagged<Checked>(
  new Map<string, z.ZodType<Checked>>([...variantSchemas(strategies), ['custom', customSchema]]),
  { noun: 'a strategy', example: 'semaphore({ size: 5 })' },
);

const ownSchema: z.ZodType<Own> = fields(
  { retry: retrySchema.exactOptional(), timeouts: timeoutsSchema.exactOptional() },
  'policies',
);

/** A variant, beside what it has of its own. */
const strategy = z.unknown().transform(async (value, context): Promise<Checked & Own> => {
  if (!isPlainObject(value)) return delegate(variant, value, context);
  const { retry, timeouts, ...options } = value;
  const own = {
    ...(retry !== undefined && { retry }),
    ...(timeouts !== undefined && { timeouts }),
  };
  const checked = await delegate(variant, options, context);
  return { ...checked, ...(await delegate(ownSchema, own, context)) };
});

/** Checks the strategies of a scenario, and parts the plain data from the user's own functions. */
export const strategiesSchema = leaf(
  (value) => (isPlainObject(value) && Object.keys(value).length > 0 ? value : undefined),
  (value) =>
    expected(
      'at least one strategy under a name',
      'write strategies: { five: semaphore({ size: 5 }) }.',
    )(isPlainObject(value) ? undefined : value),
)
  .pipe(z.record(strategyName, strategy))
  .transform((named: Record<string, Checked & Own>) => {
    const plans: StrategyPlan[] = [];
    const custom = new Map<string, CustomFunction>();
    for (const [name, { run, ...variant }] of Object.entries(named)) {
      plans.push({ name, ...variant });
      if (run) custom.set(name, run);
    }
    return { plans, custom };
  });
