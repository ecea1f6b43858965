import type { RunRecord } from '../../../src/runner/run-plan.ts';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import type { PlannedRun } from './run-planned.ts';
import { runPlanned } from './run-planned.ts';

export interface VirtualRun extends PlannedRun {
  /** Where relative paths start. */
  readonly file?: string;
  /** Instead of the scenario's. */
  readonly seed?: number;
  readonly seeds?: number;
}

/**
 * Runs a scenario of own strategies in virtual time in this thread, as `bench run --clock virtual` does in a worker.
 */
export async function runVirtually(
  scenario: unknown,
  { file = 'scenario.ts', seed, seeds = 1, onRows }: VirtualRun = {},
): Promise<RunRecord> {
  const planned = await planScenario(scenario, {
    file,
    overrides: { clock: 'virtual', seeds, ...(seed !== undefined && { seed }) },
  });
  return runPlanned(planned, { ...(onRows && { onRows }) });
}
