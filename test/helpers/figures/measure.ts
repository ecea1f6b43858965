import type { StrategyResult } from '../../../src/core/run-result.ts';
import { defineScenario, mock } from '../../../src/index.ts';
import type { PlannedScenario } from '../../../src/scenario/plan-scenario.ts';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import type { ProfileName } from './profiles.ts';
import { PROFILES } from './profiles.ts';
import type { Row } from './rows.ts';
import { ROWS } from './rows.ts';
import { runPlanned } from './run-virtually.ts';

/** Mean and standard deviation over seeds. */
export interface Figure {
  readonly mean: number;
  readonly deviation: number;
}

/** What a way to call gave, over all seeds. */
export interface Figures {
  /** Seconds. */
  readonly makespan: Figure;
  /** Per cent of the items. */
  readonly answered: Figure;
  readonly attemptsPerItem: Figure;
  /** 95th percentile of a seed's answered attempts, in seconds. */
  readonly serviceP95: Figure;
  /** US dollars of a seed, and of 1,000 answers; absent where no price is known. */
  readonly cost?: { readonly usd: number; readonly perThousand: number; readonly atLeast: boolean };
}

/** The seeds of the reference figures begin here. */
const FIRST_SEED = 100;

/** Runs a cell of the table. */
export async function measureCell(row: Row, profile: ProfileName, seeds: number): Promise<Figures> {
  planned[profile] ??= planFor(profile);
  const { plan, ...rest } = await planned[profile];
  const record = await runPlanned({
    ...rest,
    plan: {
      ...plan,
      seeds: Array.from({ length: seeds }, (_, i) => FIRST_SEED + i),
      strategies: plan.strategies.filter(({ name }) => name === strategyOf(row)),
    },
  });
  const [result] = record.strategies;
  if (!result) throw new Error('the run has no result');
  return figuresOf(result);
}

/** Checking a scenario takes longer than running many a cell. */
const planned: Partial<Record<ProfileName, Promise<PlannedScenario>>> = {};

/** Plans all rows as strategies of one scenario. */
function planFor(profile: ProfileName): Promise<PlannedScenario> {
  const { preset, items } = PROFILES[profile];
  const strategies = ROWS.map((row) => {
    const { strategy, retry } = row.cell(profile);
    return [strategyOf(row), { ...strategy, retry }] as const;
  });
  const scenario = defineScenario({
    target: mock({ preset }),
    workload: { count: items, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
    strategies: Object.fromEntries(strategies),
  });
  return planScenario(scenario, {
    file: 'table.ts',
    overrides: { clock: 'virtual', seed: FIRST_SEED, seeds: 1 },
  });
}

function strategyOf(row: Row): string {
  return `row-${ROWS.indexOf(row)}`;
}

/** What a strategy's rounds gave. */
export function figuresOf({ rounds, metrics }: StrategyResult): Figures {
  return {
    makespan: figureOf(rounds.map(({ makespan_ms }) => makespan_ms / 1_000)),
    answered: figureOf(rounds.map(({ counts }) => (100 * counts.completed) / counts.scheduled)),
    attemptsPerItem: figureOf(
      rounds.map(({ attempts, counts }) => attempts.total / counts.scheduled),
    ),
    serviceP95: figureOf(
      rounds.map(({ distributions }) => (distributions?.service?.p95_ms ?? Number.NaN) / 1_000),
    ),
    ...costOf(metrics, rounds.length),
  };
}

function costOf({ cost }: StrategyResult['metrics'], rounds: number): Pick<Figures, 'cost'> {
  if (cost?.per_thousand_ok_usd === undefined) return {};
  const atLeast = cost.untold_attempts !== undefined;
  return { cost: { usd: cost.usd / rounds, perThousand: cost.per_thousand_ok_usd, atLeast } };
}

/** @param values at least one */
function figureOf(values: readonly number[]): Figure {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}
