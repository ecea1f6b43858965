import type { RunResult, StrategyResult } from '../core/run-result.ts';

/** The strategy that the others are compared with: the sequential one, else the first. */
export function baselineOf({
  strategies,
}: Pick<RunResult, 'strategies'>): StrategyResult | undefined {
  return strategies.find(({ kind }) => kind === 'sequential') ?? strategies[0];
}
