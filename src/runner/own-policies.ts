import type { Plan, StrategyPlan } from '../core/plan.ts';

/** The plan as a strategy sees it: what it has of its own stands in the place of the scenario's. */
export function withOwnPolicies(plan: Plan, { retry, timeouts }: StrategyPlan): Plan {
  return { ...plan, ...(retry && { retry }), ...(timeouts && { timeouts }) };
}
