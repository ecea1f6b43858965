import type { Plan } from '../../../src/core/plan.ts';
import { defineScenario, mock } from '../../../src/index.ts';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import type { ProfileName } from './profiles.ts';
import { PROFILES } from './profiles.ts';
import type { Row } from './rows.ts';
import { ROWS } from './rows.ts';
import { MAX_TOKENS, promptOf } from './run-cell.ts';

/** The seeds of the reference figures begin here. */
const FIRST_SEED = 100;

/** The plan of one cell of the table. */
export async function planCell(row: Row, profile: ProfileName, seeds: number): Promise<Plan> {
  planned[profile] ??= planRows(profile);
  const plan = await planned[profile];
  return {
    ...plan,
    seeds: Array.from({ length: seeds }, (_, i) => FIRST_SEED + i),
    strategies: plan.strategies.filter(({ name }) => name === strategyOf(row)),
  };
}

/** Checking a scenario takes longer than running many a cell. */
const planned: Partial<Record<ProfileName, Promise<Plan>>> = {};

/** Plans all rows as strategies of one scenario. */
async function planRows(profile: ProfileName): Promise<Plan> {
  const { preset, items } = PROFILES[profile];
  const strategies = ROWS.map((row) => {
    const { strategy, retry } = row.cell(profile);
    return [strategyOf(row), { ...strategy, retry }] as const;
  });
  const scenario = defineScenario({
    target: mock({ preset }),
    workload: { count: items, prompt: promptOf, maxTokens: MAX_TOKENS },
    strategies: Object.fromEntries(strategies),
  });
  const { plan } = await planScenario(scenario, {
    file: 'table.ts',
    overrides: { clock: 'virtual', seed: FIRST_SEED, seeds: 1 },
  });
  return plan;
}

function strategyOf(row: Row): string {
  return `row-${ROWS.indexOf(row)}`;
}
