import { createRealClock } from '../../clock/real.ts';
import type { Workload } from '../../core/item.ts';
import type { PlannedScenario } from '../../scenario/plan-scenario.ts';
import type { Io } from '../io.ts';
import type { OpenStage } from '../session.ts';
import { NO_AMBIENT } from '../virtual/no-ambient.ts';
import { REAL_BUDGET } from './budget.ts';
import type { TuneFlags } from './tune.ts';

/** Items of a probe: virtual ones cost next to nothing. */
export const VIRTUAL_ITEMS = { first: 5_000, most: 20_000 };
export const REAL_ITEMS = { first: 300, most: 1_200 };

/**
 * Where probes take place. Whoever is asked for money is asked here.
 *
 * @param most items that may be sent to a real server
 */
export async function openTuneStage(
  { plan, workload, code }: PlannedScenario,
  flags: TuneFlags,
  io: Io,
  signal: AbortSignal,
  most = REAL_BUDGET,
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
  await obtainConsent(whole, repeated(workload, most), flags, io, signal);
  const { openRealStage } = await import('../real-stage.ts');
  return openRealStage(plan.target, { io, keepText });
}

/** As many items as may be sent. */
function repeated({ items }: Workload, count: number): Workload {
  return {
    count,
    async *items() {
      for (let index = 0; index < count; ) {
        for await (const item of items()) {
          if (index === count) return;
          yield { ...item, index: index++ };
        }
        if (index === 0) return;
      }
    },
  };
}
