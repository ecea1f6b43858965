import { z } from 'zod';
import type { MetricName } from '../core/metric.ts';
import { METRICS } from '../core/metric.ts';
import type { ThresholdResult, ThresholdRule } from '../core/threshold.ts';
import { count, ms, text } from './units.ts';

const severity = z.enum(['error', 'warn']).describe('warn never changes the exit code');

/** A threshold as a plan holds it. */
export const thresholdRule = z
  .strictObject({
    key: text('Metric with its selector'),
    expr: text('What was asked of it'),
    metric: z.enum(Object.keys(METRICS) as [MetricName, ...MetricName[]]),
    aggregate: z.enum([
      'min',
      'mean',
      'max',
      'stddev',
      'percentile',
      'rate',
      'count',
      'perSec',
      'perMin',
      'value',
    ]),
    percentile: z.number().positive().max(100).exactOptional(),
    op: z.enum(['<', '<=', '>', '>=', '==', '!=']),
    limit: z.number().describe("In the metric's unit").exactOptional(),
    baseline: z
      .strictObject({ tolerance: z.number().nonnegative().describe('Accepted change, as a share') })
      .exactOptional(),
    strategy: text('Names of strategies, * standing for anything').exactOptional(),
    outcome: text('Kinds of outcome, * standing for anything').exactOptional(),
    severity,
    onNoData: z.enum(['fail', 'skip']),
    abort: z
      .strictObject({ after: ms('From the start of a round') })
      .describe('Ends the run when it fails')
      .exactOptional(),
  })
  .meta({
    id: 'thresholdRule',
    description: 'A limit that a run must keep',
  }) satisfies z.ZodType<ThresholdRule>;

/** A threshold held against a strategy. */
export const thresholdResult = z
  .strictObject({
    key: text('Metric with its selector; assert for an assertion'),
    expr: text('What was asked of it'),
    strategy: text('Absent for an assertion').exactOptional(),
    unit: z
      .enum(['ms', 'share', 'count', 'per_s', 'per_min', 'ratio', 'usd', 'tokens'])
      .describe('Of actual and limit')
      .exactOptional(),
    actual: z.number().describe('Absent without data, and for infinity').exactOptional(),
    at_least: z.literal(true).describe('The true value is actual or more').exactOptional(),
    never_answered: count('Items without an answer').exactOptional(),
    limit: z.number().exactOptional(),
    margin: z
      .number()
      .describe('Distance to the limit divided by the limit, positive on the passing side')
      .exactOptional(),
    n: count('Values behind actual').exactOptional(),
    population: z
      .enum(['scheduled', 'ok', 'measured'])
      .describe('Whose values they are; of scheduled items, those without an answer are infinite')
      .exactOptional(),
    verdict: z.enum(['pass', 'fail', 'no-data', 'skipped', 'regressed', 'inconclusive', 'error']),
    severity,
    marginal: z.boolean().describe('The limit lies inside the histogram bucket of the value'),
    low_n: z.boolean().describe('Fewer than 10 values lie beyond the percentile'),
    aborted: z.literal(true).describe('It ended the run').exactOptional(),
    message: text('What the numbers do not say').exactOptional(),
  })
  .meta({
    id: 'thresholdResult',
    description: 'A limit held against a strategy',
  }) satisfies z.ZodType<ThresholdResult>;
