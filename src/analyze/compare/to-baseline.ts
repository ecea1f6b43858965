import type { Baseline, BaselineStrategy } from '../../core/baseline.ts';
import type { RunResult, StrategyResult } from '../../core/run-result.ts';
import { endedRounds } from '../rounds.ts';
import { exactFigures } from './exact.ts';
import { ROUND_METRICS, roundPercentile } from './metrics.ts';
import { planHash } from './plan-hash.ts';

/** A run, whatever was said of it. */
export type Measured = Omit<RunResult, 'verdict'>;

/** What of a run later ones are compared with. */
export function toBaseline(run: Measured): Baseline {
  const { scenario, started_at, plan, clock, environment, strategies } = run;
  const rounds = Math.min(...strategies.map((strategy) => endedRounds(strategy).length));
  return {
    schemaVersion: 1,
    kind: 'baseline',
    scenario,
    started_at,
    plan_hash: planHash(plan),
    clock: clock.kind,
    target: plan.target.kind,
    seeds: plan.seeds.slice(0, rounds),
    // The build of a kernel changes with every update.
    machine: { ...environment, os: environment.os.split(' ')[0] ?? '' },
    strategies: Object.fromEntries(
      strategies.map((strategy) => [strategy.name, toStrategy(strategy, run)]),
    ),
  };
}

function toStrategy(strategy: StrategyResult, run: Measured): BaselineStrategy {
  const rounds = endedRounds(strategy);
  const perRound = ROUND_METRICS.flatMap(({ key, of }) => {
    const values = rounds.flatMap((round) => of(round) ?? []);
    return values.length === rounds.length ? [[key, values.map(finite)] as const] : [];
  });
  return {
    items: rounds[0]?.counts.scheduled ?? 0,
    per_round: Object.fromEntries(perRound),
    merged: mergedPercentiles(strategy),
    // Sums over a round that broke off are those of no seed.
    exact: strategy.complete ? exactFigures(strategy, run) : {},
  };
}

function mergedPercentiles({ metrics }: StrategyResult): BaselineStrategy['merged'] {
  const merged = { counts: metrics.counts, distributions: metrics };
  return Object.fromEntries(
    ROUND_METRICS.flatMap(({ key, distribution, percentile }) => {
      if (distribution === undefined || percentile === undefined) return [];
      const value = roundPercentile(merged, distribution, percentile);
      return value === undefined ? [] : [[key, finite(value)] as const];
    }),
  );
}

/** JSON has no infinity. */
const finite = (value: number) => (Number.isFinite(value) ? value : null);
