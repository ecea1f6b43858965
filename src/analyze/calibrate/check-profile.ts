import type { ProfileCheck } from '../../core/profile.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import { DurationHistogram } from '../../measure/duration-histogram.ts';
import { makespanOf } from '../rounds.ts';

/** What the mock may be off by, where chance does not explain more: share. */
const TOLERANCE = 0.05;
/** Standard errors of a recorded quantile that are chance: beyond two of them is one fit in twenty, for each quantile. */
const CHANCE = 3;
/** √(p(1 − p)) ÷ φ(z_p): standard error of the logarithm of a log-normal quantile, times √n ÷ σ. */
const QUANTILES = [
  { p: 50, error: 1.2533 },
  { p: 95, error: 2.1132 },
] as const;

/** A figure of a recorded run, and whether the mock comes near enough. */
export interface JudgedCheck extends ProfileCheck {
  /** Makespans only inform: they depend on the luck of the slowest item. */
  readonly verdict: 'near' | 'off' | 'shown';
}

/**
 * Holds a replay against what was recorded.
 *
 * @param sigma of the recorded service times: how much chance there is in their quantiles
 */
export function checkProfile(
  recorded: readonly StrategyResult[],
  replayed: readonly StrategyResult[],
  sigma: number,
): readonly JudgedCheck[] {
  const pairs = replayed.flatMap((mock) => {
    const before = recorded.find(({ name }) => name === mock.name);
    return before ? [{ before, mock }] : [];
  });
  const before = serviceOf(pairs.map((pair) => pair.before));
  const mock = serviceOf(pairs.map((pair) => pair.mock));
  if (before.count === 0 || mock.count === 0) return [];
  return [
    ...QUANTILES.map(({ p, error }) => {
      const recorded_ms = (before.percentile(p) ?? 0) / 1_000;
      const mock_ms = (mock.percentile(p) ?? 0) / 1_000;
      const chance = (CHANCE * error * sigma) / Math.sqrt(before.count);
      const isNear = Math.abs(Math.log(mock_ms / recorded_ms)) <= Math.max(TOLERANCE, chance);
      const verdict = isNear ? 'near' : 'off';
      return { figure: `service p${p}`, recorded_ms, mock_ms, verdict } as const;
    }),
    ...pairs.map((pair) => ({
      figure: `makespan of ${pair.mock.name}`,
      recorded_ms: makespanOf(pair.before).centre,
      mock_ms: makespanOf(pair.mock).centre,
      verdict: 'shown' as const,
    })),
  ];
}

function serviceOf(strategies: readonly StrategyResult[]): DurationHistogram {
  const all = new DurationHistogram('service');
  for (const { metrics } of strategies) if (metrics.service) all.add(metrics.service);
  return all;
}
