import { NO_AMBIENT } from '../../../src/cli/virtual/no-ambient.ts';
import { openVirtualStage } from '../../../src/cli/virtual/virtual-stage.ts';
import type { LedgerEntry } from '../../../src/core/ledger.ts';
import type { RunRecord } from '../../../src/runner/run-plan.ts';
import { runPlan } from '../../../src/runner/run-plan.ts';
import type { PlannedScenario } from '../../../src/scenario/plan-scenario.ts';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import { anEnvironment } from '../plan.ts';

interface PlannedRun {
  /** A round of a strategy ended. */
  readonly onRows?: (strategy: string, rows: Iterable<LedgerEntry>) => void;
}

interface VirtualRun extends PlannedRun {
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

/** The same, of a scenario that is planned already. */
export function runPlanned(
  { plan, workload, code }: PlannedScenario,
  { onRows }: PlannedRun = {},
): Promise<RunRecord> {
  return runPlan(plan, workload, {
    stage: openVirtualStage(plan, plan.expect !== undefined, NO_AMBIENT),
    environment: anEnvironment,
    code,
    signal: new AbortController().signal,
    ...(onRows && { onRows: ({ name }, rows) => onRows(name, rows) }),
  });
}
