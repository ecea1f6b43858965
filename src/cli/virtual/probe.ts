// Patches this process before anything else is loaded. A bare import, because those are never sorted.
import './install-ambient.ts';
import type { DriverName } from '../../clock/driver.ts';
import { BenchError } from '../../core/errors.ts';
import { readsAnswers } from '../../core/user-code.ts';
import { runPlan } from '../../runner/run-plan.ts';
import { loadScenario } from '../../scenario/load-scenario.ts';
import { planScenario } from '../../scenario/plan-scenario.ts';
import { describeEnvironment } from '../environment.ts';
import { ambient } from './install-ambient.ts';
import { openVirtualStage } from './virtual-stage.ts';

/** What the parent asks. */
export interface ProbeRequest {
  readonly file: string;
  readonly driver: DriverName;
}

/** What comes back. `stopped`: a strategy did not come to its end, and why. `needsReal`: the scenario cannot run in virtual time, and says so. */
export type ProbeAnswer =
  | { readonly fingerprint: string; readonly stopped?: string }
  | { readonly error: string; readonly needsReal: boolean };

async function answer({ file, driver }: ProbeRequest): Promise<ProbeAnswer> {
  try {
    const { plan, workload, code } = await planScenario(await loadScenario(file), {
      file,
      overrides: { clock: 'virtual' },
    });
    const record = await runPlan(plan, workload, {
      stage: openVirtualStage(plan, readsAnswers(code), ambient, { driver }),
      environment: describeEnvironment(),
      code,
      signal: new AbortController().signal,
    });
    const stopped = record.warnings.find(({ code: about }) => about === 'strategy-threw')?.message;
    return {
      fingerprint: `${record.clock.fingerprint}`,
      ...(stopped !== undefined && { stopped }),
    };
  } catch (error) {
    const needsReal = error instanceof BenchError && error.code === 'CLOCK_NEEDS_REAL';
    return { error: error instanceof Error ? error.message : String(error), needsReal };
  }
}

process.once('message', (request: ProbeRequest) => {
  void answer(request).then((found) => process.send?.(found));
});
