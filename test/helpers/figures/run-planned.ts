import { NO_AMBIENT } from '../../../src/cli/virtual/no-ambient.ts';
import { openVirtualStage } from '../../../src/cli/virtual/virtual-stage.ts';
import type { LedgerEntry } from '../../../src/core/ledger.ts';
import type { RunRecord } from '../../../src/runner/run-plan.ts';
import { runPlan } from '../../../src/runner/run-plan.ts';
import type { PlannedScenario } from '../../../src/scenario/plan-scenario.ts';
import { anEnvironment } from '../plan.ts';

export interface PlannedRun {
  /** A round of a strategy ended. */
  readonly onRows?: (strategy: string, rows: Iterable<LedgerEntry>) => void;
}

/** Runs a planned scenario of own strategies in virtual time in this thread. */
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
