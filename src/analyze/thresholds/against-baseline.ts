import type { StrategyResult } from '../../core/run-result.ts';
import { ROUND_DISTRIBUTIONS } from '../../core/run-result.ts';
import type { ThresholdResult, ThresholdRule, ThresholdVerdict } from '../../core/threshold.ts';
import type { Arm } from '../compare/compare-runs.ts';
import { roundPercentile } from '../compare/metrics.ts';
import { standingOf } from '../compare/standing.ts';
import type { Measured } from '../compare/to-baseline.ts';
import { toBaseline } from '../compare/to-baseline.ts';
import { comparePaired } from '../paired/compare-paired.ts';

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

const VERDICTS: Readonly<Record<ReturnType<typeof comparePaired>['verdict'], ThresholdVerdict>> = {
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
  const { key, expr, severity, baseline, onNoData } = rule;
  const a = earlier ? valuesBefore(rule, strategy.name, earlier.arm) : [];
  const b = perRound(rule, strategy);
  const paired = Math.min(a.length, b.length);
  const { verdict, reason } =
    earlier?.arm.measured.clock === 'virtual' && paired > 0
      ? byMeans(a.slice(0, paired), b.slice(0, paired), baseline.tolerance)
      : comparePaired(a, b, { tolerance: baseline.tolerance });
  const told = VERDICTS[verdict];
  const limit = meanOf(a.slice(0, paired)) * (1 + baseline.tolerance);
  const actual = meanOf(b.slice(0, paired));
  const warns = earlier?.onlyWarns !== undefined && told !== 'no-data';
  const message = reason ?? (warns && told !== 'pass' ? earlier.onlyWarns : undefined);
  const known = Number.isFinite(limit) && Number.isFinite(actual);
  return {
    key,
    expr,
    strategy: strategy.name,
    unit: 'ms',
    ...(known && { actual, limit, margin: (limit - actual) / limit }),
    n: paired,
    verdict: told === 'no-data' && onNoData === 'skip' ? 'skipped' : told,
    severity: warns ? 'warn' : severity,
    marginal: false,
    low_n: false,
    ...(message !== undefined && { message }),
  };
}

function byMeans(
  a: readonly number[],
  b: readonly number[],
  tolerance: number,
): { readonly verdict: 'regressed' | 'unchanged'; readonly reason?: string } {
  return { verdict: meanOf(b) > meanOf(a) * (1 + tolerance) ? 'regressed' : 'unchanged' };
}

/** Of the run itself any percentile; of a stored baseline those that it keeps. */
function valuesBefore(rule: ThresholdRule, name: string, { run, measured }: Arm): number[] {
  const before = run?.strategies.find((strategy) => strategy.name === name);
  if (before) return perRound(rule, before);
  const key = `${rule.metric}_p${rule.percentile ?? 50}_ms`;
  const stored = measured.strategies[name]?.per_round[key] ?? [];
  return stored.map((value) => value ?? Number.POSITIVE_INFINITY);
}

/** A percentile of every round; none of a metric that is not kept by round. +∞ for items that were never answered. */
function perRound(
  { metric, percentile = 50 }: ThresholdRule,
  { rounds }: StrategyResult,
): number[] {
  if (!isKept(metric)) return [];
  return rounds.flatMap((round) => roundPercentile(round, metric, percentile) ?? []);
}

function isKept(metric: string): metric is (typeof ROUND_DISTRIBUTIONS)[number] {
  return (ROUND_DISTRIBUTIONS as readonly string[]).includes(metric);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
