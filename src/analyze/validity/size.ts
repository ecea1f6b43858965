import type { StrategyHealth } from '../../core/health.ts';
import type { Plan } from '../../core/plan.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';

/** An item may have several requests in flight, or none while it does something else: its size bounds items. */
function boundsItems(plan: Plan): boolean {
  return plan.task === true;
}

/**
 * Whether a strategy of a fixed size filled it. Only said where there was work enough all the time: all items at once, none of
 * them left, and no threads whose peaks need not coincide.
 */
export function underDriven(
  plan: Plan,
  { name, metrics, rounds }: StrategyResult,
  { size, workers }: StrategyHealth,
): Notice[] {
  const { completed, failed, scheduled } = metrics.counts;
  const { peak } = metrics.in_flight;
  if (size === undefined || peak >= size || boundsItems(plan) || workers !== undefined) return [];
  if (metrics.lag || completed + failed < scheduled) return [];
  // The peak is that of a round, so there must be work enough in a round.
  if (Math.max(...rounds.map(({ counts }) => counts.scheduled)) < 2 * size) return [];
  return [
    {
      code: 'under-driven',
      message: `under-driven: strategy "${name}" has ${size} slots, but at most ${peak} attempts were in flight`,
      hint: 'its limit was never reached, so its figures are those of a smaller size; look at what else holds jobs back.',
    },
  ];
}

/** More than its size: no run of a user's can do that, so it is a mistake of ours. */
export function overTheCap(
  plan: Plan,
  { name, metrics }: StrategyResult,
  { size }: StrategyHealth,
): Notice[] {
  const { peak } = metrics.in_flight;
  if (size === undefined || peak <= size || boundsItems(plan)) return [];
  return [
    {
      code: 'over-the-cap',
      message: `strategy "${name}" has ${size} slots, but ${peak} attempts were in flight: this is a bug of llm-bench`,
      hint: 'report it with the scenario and result.json.',
    },
  ];
}
