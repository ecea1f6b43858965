import type { StrategyResult } from '../core/run-result.ts';
import { answeredEverything } from './recommend.ts';
import { makespanOf } from './rounds.ts';

/**
 * Makespan of the baseline divided by that of a strategy. `undefined` when one of the two left items unanswered: less work
 * in less time is no speed-up.
 */
export function speedupOf(strategy: StrategyResult, baseline: StrategyResult): number | undefined {
  if (!answeredEverything(strategy) || !answeredEverything(baseline)) return undefined;
  const makespan = makespanOf(strategy).centre;
  return makespan > 0 ? makespanOf(baseline).centre / makespan : undefined;
}
