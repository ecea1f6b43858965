import type { Failure, Outcome } from '../../core/outcome.ts';
import type { RetryPlan } from '../../core/plan.ts';
import type { Rng } from '../../core/rng.ts';
import type { Milliseconds } from '../../core/units.ts';
import { budgets } from './budget.ts';
import { lookUp } from './look-up.ts';
import { retryDelay } from './policy.ts';

/** The retries of one item. */
export interface ItemRetries {
  /**
   * Takes the outcome of the item's next attempt.
   *
   * @returns milliseconds to wait before another one, or `undefined` when this was the last
   */
  after(outcome: Outcome, now: Milliseconds): Milliseconds | undefined;
}

/** Retries of a whole run: the policy for each item, and the budget that all of them share. */
export interface Retries {
  /** An item makes its first attempt. */
  begin(item: number, now: Milliseconds): ItemRetries;
}

export function createRetries(plan: RetryPlan, rng: Rng): Retries {
  const budget = lookUp(budgets, plan.budget ?? 'none')();
  return {
    begin(item, now) {
      const purse = budget.open(now);
      let attempt = 0;
      let drawn: { previous: Milliseconds; previousU: number } | undefined;
      return {
        after(outcome, at) {
          if (outcome.kind === 'ok') {
            purse.ok();
            return undefined;
          }
          const u = rng.uniform('backoff', item, attempt);
          const delay = retryDelay(plan, { failure: outcome, attempt, u, ...drawn });
          attempt++;
          if (delay === undefined) return undefined;
          drawn = { previous: delay, previousU: u };
          return isExempt(plan, outcome) || purse.pay(outcome, at) ? delay : undefined;
        },
      };
    },
  };
}

/** A budget is wrong against rate limits: the server already says when to come back. */
function isExempt({ exempt }: RetryPlan, { kind, retryAfter }: Failure): boolean {
  return exempt !== 'none' && kind === 'rate-limited' && retryAfter !== undefined;
}
