import { z } from 'zod';
import type { MetricName } from '../../core/metric.ts';
import { METRICS } from '../../core/metric.ts';
import type { ThresholdRule } from '../../core/threshold.ts';
import { parseDuration } from '../../core/units.ts';
import { fields, isPlainObject } from '../check/fields.ts';
import type { Context, Refusal } from '../check/leaf.ts';
import { expected, leaf, refuse } from '../check/leaf.ts';
import { optionSchema } from '../check/options.ts';
import { delegate } from '../check/tagged.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './expression.ts';
import type { ThresholdKey } from './key.ts';
import { parseKey } from './key.ts';

/** How long a run may take to get going before a threshold ends it. */
const ABORT_AFTER = 0;

/** Checks the thresholds of a scenario. @param strategies names that a selector may match */
export function thresholdsSchema(strategies: readonly string[]) {
  return z.unknown().transform(async (value, context): Promise<readonly ThresholdRule[]> => {
    if (!isPlainObject(value)) {
      refuse(context, expected('limits by metric', WRITE)(value));
      return z.NEVER;
    }
    const rules: ThresholdRule[] = [];
    for (const [text, written] of Object.entries(value)) {
      const key = parseKey(text, strategies);
      if ('message' in key) refuse(context, key, [text]);
      else rules.push(...(await rulesOf(key, text, written, context)));
    }
    return rules;
  });
}

const WRITE = "write thresholds: { latency: 'p95 < 800ms', errors: 'rate < 1%' }.";

/** The rules of one key; what is wrong with the others is reported. */
async function rulesOf(
  key: ThresholdKey,
  text: string,
  written: unknown,
  context: Context,
): Promise<ThresholdRule[]> {
  if (written === undefined) return [];
  const schema = ruleSchema(key.metric);
  const rules: ThresholdRule[] = [];
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  for (const [index, input] of list.entries()) {
    const { success, data, error } = await schema.safeParseAsync(input);
    if (success) rules.push({ ...key, ...data });
    for (const issue of error?.issues ?? []) {
      const path = [text, ...(Array.isArray(written) ? [index] : []), ...issue.path];
      context.issues.push({ ...issue, path, input } as z.core.$ZodRawIssue);
    }
  }
  return rules;
}

type Rule = Omit<ThresholdRule, 'key' | 'metric' | 'strategy' | 'outcome'>;

/** A rule of a metric: its expression alone, or with what becomes of it. */
function ruleSchema(metric: MetricName): z.ZodType<Rule> {
  const expression = z.unknown().transform((value, context): Expression => {
    const parsed = parseExpression(value, metric);
    if (!('message' in parsed)) return parsed;
    refuse(context, parsed);
    return z.NEVER;
  });
  const withOptions = fields(
    {
      expr: expression,
      severity: optionSchema({
        type: 'choice',
        of: ['error', 'warn'],
        default: 'error',
        summary: 'warn: it is printed and never changes the exit code',
      }) as z.ZodType<Rule['severity']>,
      onNoData: optionSchema({
        type: 'choice',
        of: ['fail', 'skip'],
        default: 'fail',
        summary: 'what a metric without a single value means',
      }) as z.ZodType<Rule['onNoData']>,
      abort: abortOption.exactOptional(),
    },
    'a threshold',
  ).transform(({ expr, severity, onNoData, abort }, context): Rule => {
    const refusal = abort && refuseAbort(metric, expr);
    if (refusal) refuse(context, refusal, ['abort']);
    return { ...expr, severity, onNoData, ...(abort && { abort }) };
  });
  const bare = expression.transform(
    (expr): Rule => ({ ...expr, severity: 'error', onNoData: 'fail' }),
  );
  return z
    .unknown()
    .transform((value, context) =>
      delegate<Rule>(isPlainObject(value) ? withOptions : bare, value, context),
    );
}

/** `false` counts as absent. */
const abortOption = leaf((value): Rule['abort'] | false | undefined => {
  if (typeof value === 'boolean') return value && { after: ABORT_AFTER };
  if (!isPlainObject(value) || Object.keys(value).some((key) => key !== 'after')) return undefined;
  const after = parseDuration(value.after);
  return after === undefined ? undefined : { after };
}, expected("true, false, or { after: '10s' }"));

/** Only what is known while a round goes on, and can only get worse, may end it. */
function refuseAbort(metric: MetricName, { baseline, op }: Expression): Refusal | undefined {
  const hint = 'leave abort out, or set it on a percentile, errors, or a count with < or ==.';
  if (baseline) {
    return { message: 'a baseline is compared when the rounds are over.', hint };
  }
  const { kind } = METRICS[metric];
  const live = kind === 'trend' || EARLY.has(metric);
  const grows = kind === 'trend' || op === '<' || op === '<=' || op === '==';
  if (live && grows) return undefined;
  return { message: `whether ${metric} holds is known only when a round is over.`, hint };
}

const EARLY: ReadonlySet<MetricName> = new Set([
  'errors',
  'rate_limited',
  'overloaded',
  'timeouts',
  'failed',
  'dropped',
  'attempts',
  'peak_in_flight',
]);
