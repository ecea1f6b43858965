import type { StrategyPlan } from '../core/plan.ts';

/** Equal for strategies that differ in nothing but their name and a numeric `size`. */
export function familyKey({ kind, options, retry, timeouts }: StrategyPlan): string {
  const { size, ...rest } = options;
  return JSON.stringify([kind, typeof size === 'number' ? rest : options, retry, timeouts]);
}
