import type { PairedComparison } from '../../core/comparison.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import { ROUND_DISTRIBUTIONS } from '../../core/run-result.ts';
import type { ThresholdResult, ThresholdRule, ThresholdVerdict } from '../../core/threshold.ts';
import type { Arm } from '../compare/compare-runs.ts';
import { roundPercentile } from '../compare/metrics.ts';
import { standingOf } from '../compare/standing.ts';
import type { Measured } from '../compare/to-baseline.ts';
import { toBaseline } from '../compare/to-baseline.ts';
import { isLowN } from '../low-n.ts';
import { comparePaired } from '../paired/compare-paired.ts';
import { endedRounds } from '../rounds.ts';
import { marginOf } from './compare.ts';

/** What a run is held against. */
export interface Earlier {
  readonly arm: Arm;
  /** Why what is found only warns: it was measured on another machine, or occasion. */
  readonly onlyWarns?: string;
}

/** An earlier run, as far as it may decide about this one. */
export function heldAgainst(arm: Arm, run: Measured): Earlier {
  const { gates, warnings } = standingOf(arm.measured, toBaseline(run), 'separate');
  return { arm, ...(!gates && { onlyWarns: warnings[0]?.message ?? '' }) };
}

/** A rule that is held against an earlier run. */
export type BaselineRule = ThresholdRule & { readonly baseline: { readonly tolerance: number } };

const VERDICTS: Readonly<Record<PairedComparison['verdict'], ThresholdVerdict>> = {
  regressed: 'regressed',
  improved: 'pass',
  unchanged: 'pass',
  inconclusive: 'inconclusive',
  invalid: 'no-data',
};

/**
 * Holds a strategy against the one of the same name in an earlier run, round by round: by the paired rule on the real clock.
 * Virtual time has no noise, so that the means over the seeds decide.
 */
export function judgeAgainst(
  rule: BaselineRule,
  strategy: StrategyResult,
  earlier: Earlier | undefined,
): ThresholdResult {
  const { key, expr, severity, baseline, onNoData, percentile = 50 } = rule;
  const pairs = earlier ? pairValues(rule, strategy, earlier.arm) : [];
  const a = pairs.map(([value]) => value);
  const b = pairs.map(([, value]) => value);
  const { verdict, reason } =
    earlier?.arm.measured.clock === 'virtual' && pairs.length > 0
      ? byMeans(a, b, baseline.tolerance)
      : comparePaired(a, b, { tolerance: baseline.tolerance });
  const told = VERDICTS[verdict];
  const warns = earlier?.onlyWarns !== undefined && told !== 'no-data';
  const message = reason ?? (warns && told !== 'pass' ? earlier.onlyWarns : undefined);
  return {
    key,
    expr,
    strategy: strategy.name,
    unit: 'ms',
    ...figuresOf(rule, meanOf(a), meanOf(b)),
    n: pairs.length,
    verdict: told === 'no-data' && onNoData === 'skip' ? 'skipped' : told,
    severity: warns ? 'warn' : severity,
    marginal: false,
    low_n: isLowN(percentile, strategy.rounds[0]?.counts.scheduled ?? 0),
    ...(message !== undefined && { message }),
  };
}

/** The values of the same seeds, before and now. */
function pairValues(
  rule: ThresholdRule,
  strategy: StrategyResult,
  arm: Arm,
): readonly (readonly [before: number, now: number])[] {
  const now = new Map(valuesOf(rule, strategy));
  return valuesBefore(rule, strategy.name, arm).flatMap(([seed, before]) => {
    const value = now.get(seed);
    return value === undefined ? [] : [[before, value] as const];
  });
}

/** Nothing where a value is missing, or was never answered. */
function figuresOf(
  { op, baseline: { tolerance } }: BaselineRule,
  before: number,
  actual: number,
): Pick<ThresholdResult, 'actual' | 'limit' | 'margin'> {
  const limit = before * (1 + tolerance);
  if (!Number.isFinite(limit) || !Number.isFinite(actual)) return {};
  const margin = marginOf(actual, op, limit);
  return { actual, limit, ...(margin !== undefined && { margin }) };
}

function byMeans(
  a: readonly number[],
  b: readonly number[],
  tolerance: number,
): Pick<PairedComparison, 'verdict' | 'reason'> {
  // Infinity is no more than infinity, which is no evidence that it is as good.
  const neither = [a, b].every((values) => values.includes(Number.POSITIVE_INFINITY));
  if (neither) return comparePaired(a, b);
  return { verdict: meanOf(b) > meanOf(a) * (1 + tolerance) ? 'regressed' : 'unchanged' };
}

/** A value for each seed: rounds of the same seed did the same work. +∞ for items that were never answered. */
type BySeed = readonly (readonly [seed: number, value: number])[];

/** Of the run itself any percentile; of a stored baseline those that it keeps. */
function valuesBefore(rule: ThresholdRule, name: string, { run, measured }: Arm): BySeed {
  const before = run?.strategies.find((strategy) => strategy.name === name);
  if (before) return valuesOf(rule, before);
  const key = `${rule.metric}_p${rule.percentile ?? 50}_ms`;
  const stored = measured.strategies[name]?.per_round[key] ?? [];
  return measured.seeds.flatMap((seed, i) => {
    const value = stored[i];
    return value === undefined ? [] : [[seed, value ?? Number.POSITIVE_INFINITY] as const];
  });
}

/** A percentile of every round; none of a metric that is not kept by round. */
function valuesOf({ metric, percentile = 50 }: ThresholdRule, strategy: StrategyResult): BySeed {
  if (!isKept(metric)) return [];
  return endedRounds(strategy).flatMap((round) => {
    const value = roundPercentile(round, metric, percentile);
    return value === undefined ? [] : [[round.seed, value] as const];
  });
}

function isKept(metric: string): metric is (typeof ROUND_DISTRIBUTIONS)[number] {
  return (ROUND_DISTRIBUTIONS as readonly string[]).includes(metric);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
