import { METRICS } from '../../core/metric.ts';
import type { ThresholdResult, ThresholdRule, ThresholdVerdict } from '../../core/threshold.ts';
import { isLowN } from '../low-n.ts';
import { keeps, marginOf } from './compare.ts';
import type { Measured } from './measure.ts';
import { isTrend, scalarOf, trendOf } from './measure.ts';
import type { Figure, Trend } from './trend.ts';
import { isMarginal, readTrend, sizeOf } from './trend.ts';

/** A rule with a limit of its own, not that of a baseline. */
export type LimitRule = ThresholdRule & { readonly limit: number };

/** Holds a rule against what was measured of a strategy. */
export function judgeRule(rule: LimitRule, strategy: string, measured: Measured): ThresholdResult {
  const { metric } = rule;
  if (isTrend(metric)) return judgeTrend(rule, strategy, trendOf(metric, measured.metrics));
  const { value, n } = scalarOf(metric, measured, rule.outcome);
  const perMinute = rule.aggregate === 'perMin';
  const actual = value === undefined ? undefined : value * (perMinute ? 60 : 1);
  return {
    ...rowOf(rule, strategy, actual === undefined ? undefined : { value: actual, atLeast: false }),
    ...(n !== undefined && { n }),
    ...(perMinute && { unit: 'per_min' }),
  };
}

function judgeTrend(rule: LimitRule, strategy: string, trend: Trend): ThresholdResult {
  const { percentile, limit } = rule;
  const n = sizeOf(trend);
  const figure = readTrend(trend, rule);
  const { unanswered, population } = trend;
  const isInfinite = figure?.value === Number.POSITIVE_INFINITY;
  return {
    ...rowOf(rule, strategy, figure),
    n,
    population,
    ...(percentile !== undefined && {
      marginal: figure !== undefined && isMarginal(figure.value, limit),
      low_n: n > 0 && isLowN(percentile, n),
    }),
    ...(unanswered > 0 && { never_answered: unanswered }),
    ...(isInfinite && { message: `${unanswered} of ${n} never answered` }),
  };
}

/** What is the same for every kind of metric. */
function rowOf(rule: LimitRule, strategy: string, figure: Figure | undefined): ThresholdResult {
  const { key, expr, op, limit, severity } = rule;
  const verdict = verdictOf(rule, figure);
  const margin = figure && marginOf(figure.value, op, limit);
  return {
    key,
    expr,
    strategy,
    unit: METRICS[rule.metric].unit,
    ...(figure && Number.isFinite(figure.value) && { actual: figure.value }),
    ...(figure?.atLeast && { at_least: true }),
    limit,
    ...(margin !== undefined && { margin }),
    verdict,
    severity,
    marginal: false,
    low_n: false,
    ...(figure?.atLeast && verdict !== 'fail' && verdict !== 'pass' && { message: CENSORED }),
  };
}

const CENSORED = 'censored: items were cut off before they were answered';

function verdictOf(
  { op, limit, onNoData }: LimitRule,
  figure: Figure | undefined,
): ThresholdVerdict {
  const holds = figure && keeps(figure, op, limit);
  if (holds === undefined) return onNoData === 'skip' ? 'skipped' : 'no-data';
  return holds ? 'pass' : 'fail';
}
