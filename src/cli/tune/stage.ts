import { createRealClock } from '../../clock/real.ts';
import type { Workload } from '../../core/item.ts';
import type { PlannedScenario } from '../../scenario/plan-scenario.ts';
import type { Io } from '../io.ts';
import type { OpenStage } from '../session.ts';
import { NO_AMBIENT } from '../virtual/no-ambient.ts';
import type { TuneFlags } from './tune.ts';

/** Items that a search on the real clock sends in all; the warm-up of the last probe may exceed them. */
export const REAL_BUDGET = 5_000;
/** Items of a probe: virtual ones cost next to nothing. */
export const VIRTUAL_ITEMS = { first: 5_000, most: 20_000 };
export const REAL_ITEMS = { first: 300, most: 1_200 };

/** Where probes take place. Whoever is asked for money is asked here. */
export async function openTuneStage(
  { plan, workload, code }: PlannedScenario,
  flags: TuneFlags,
  io: Io,
  signal: AbortSignal,
): Promise<OpenStage> {
  const keepText = code.check !== undefined;
  if (plan.clock === 'virtual') {
    const { openVirtualStage } = await import('../virtual/virtual-stage.ts');
    const stage = openVirtualStage(plan, keepText, NO_AMBIENT);
    // Its own wall time stands still.
    return { ...stage, wall: () => createRealClock().wall(), close: async () => {} };
  }
  const { obtainConsent } = await import('../cost/consent.ts');
  const [one] = plan.strategies;
  const whole = { ...plan, strategies: one ? [one] : [], seeds: [plan.seed] };
  await obtainConsent(whole, repeated(workload), flags, io, signal);
  const { openRealStage } = await import('../real-stage.ts');
  return openRealStage(plan.target, { io, keepText });
}

/** As many items as a search may send. */
function repeated({ items }: Workload): Workload {
  return {
    count: REAL_BUDGET,
    async *items() {
      for (let index = 0; index < REAL_BUDGET; ) {
        for await (const item of items()) {
          if (index === REAL_BUDGET) return;
          yield { ...item, index: index++ };
        }
        if (index === 0) return;
      }
    },
  };
}
