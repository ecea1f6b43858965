import type { StrategyHealth } from '../../core/health.ts';
import type { Plan } from '../../core/plan.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';

/** An item may have several requests in flight, or none while it does something else: its size bounds items. */
function boundsItems(plan: Plan): boolean {
  return plan.task === true;
}

/**
 * The size of a strategy whose slots were never all taken, though every item was there from the start and none is left. Of
 * threads nothing is known: their peaks need not coincide.
 */
function unfilledSize(
  plan: Plan,
  strategy: StrategyResult,
  { size, workers }: StrategyHealth,
): number | undefined {
  const { metrics } = strategy;
  const { completed, failed, scheduled } = metrics.counts;
  if (size === undefined || boundsItems(plan) || workers !== undefined) return undefined;
  if (metrics.lag || completed + failed < scheduled) return undefined;
  return metrics.in_flight.peak + mostInBackoff(strategy) < size ? size : undefined;
}

/**
 * Most slots that can have been held at once through back-offs, with nothing in flight: one for each retry of a round. How many
 * it were is not known, so nothing is said of a strategy that they can have filled.
 */
function mostInBackoff({ metrics: { slots }, rounds }: StrategyResult): number {
  if (!slots || slots.backoff_ms === 0) return 0;
  const retries = rounds.map(
    ({ attempts, counts: { completed, failed } }) => attempts.total - completed - failed,
  );
  return Math.max(0, ...retries);
}

/** The peak is that of a round, so there must be work enough in a round. */
function itemsOfRound({ rounds }: StrategyResult): number {
  return Math.max(...rounds.map(({ counts }) => counts.scheduled));
}

/** Whether a strategy of a fixed size did not fill it, with work enough all the time. */
export function underDriven(
  plan: Plan,
  strategy: StrategyResult,
  health: StrategyHealth,
): Notice[] {
  const size = unfilledSize(plan, strategy, health);
  if (size === undefined || itemsOfRound(strategy) < 2 * size) return [];
  const { name, metrics } = strategy;
  return [
    {
      code: 'under-driven',
      message: `under-driven: strategy "${name}" has ${size} slots, but at most ${metrics.in_flight.peak} in flight`,
      hint: 'its limit was never reached, so its figures are those of a smaller size; look at what else holds jobs back.',
    },
  ];
}

/** Whether a strategy had too few items to fill its slots, and so no limit at all. */
export function tooFewItems(
  plan: Plan,
  strategy: StrategyResult,
  health: StrategyHealth,
): Notice[] {
  const size = unfilledSize(plan, strategy, health);
  const items = itemsOfRound(strategy);
  if (size === undefined || items === 0 || items >= 2 * size) return [];
  return [
    {
      code: 'too-few-items',
      message: `"${strategy.name}" has ${size} slots for ${items} items: its limit was never reached`,
      hint: `give the workload ${2 * size} items, or read it as no limit at all.`,
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
