import type { LimitPlan } from '../../core/mock-plan.ts';
import type { TuningConstraint } from '../../core/tuning.ts';
import type { Notice } from '../../core/verdict.ts';
import { fewestTrials } from '../wilson.ts';

/** What a size may be above a limit before anybody should see it: share. */
const OVERLOAD = 0.03;

/** Items without which no probe can keep to a constraint, however well all went. */
export function fewestItems(constraints: readonly TuningConstraint[]): number {
  return Math.max(0, ...constraints.map(({ allowed }) => fewestTrials(allowed)));
}

/**
 * A bucket hides overload until it is dry: above the limit by a share of ε it takes burst ÷ ε requests, and burst ÷ (ε × rate) of time.
 *
 * @returns requests that a probe must last
 */
export function itemsToDry({ burst }: Pick<LimitPlan, 'burst'>): number {
  return Math.ceil(burst / OVERLOAD);
}

/** Said where a probe is too short to see a bucket run dry. */
export function bucketNotice(limit: LimitPlan, items: number): readonly Notice[] {
  const needed = itemsToDry(limit);
  if (items >= needed) return [];
  const seconds = Math.ceil(limit.burst / (OVERLOAD * (limit.limit / (limit.window / 1_000))));
  return [
    {
      code: 'bucket-hides',
      message: `a bucket of ${limit.burst} hides ${OVERLOAD * 100} % overload for ${seconds} s, ${needed} items: probes of ${items} cannot see it, and pick too much`,
      hint: 'search on the virtual clock, where such a probe costs nothing, or give --items.',
    },
  ];
}
