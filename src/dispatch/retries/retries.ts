import type { Failure, Outcome } from '../../core/outcome.ts';
import type { RetryPlan } from '../../core/plan.ts';
import type { Rng } from '../../core/rng.ts';
import type { Milliseconds } from '../../core/units.ts';
import type { Purse } from './budget.ts';
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
  return { begin: (item, now) => new RetriesOfItem(plan, rng, item, budget.open(now)) };
}

class RetriesOfItem implements ItemRetries {
  readonly #plan: RetryPlan;
  readonly #rng: Rng;
  readonly #item: number;
  readonly #purse: Purse;
  #attempt = 0;
  #drawn: { readonly previous: Milliseconds; readonly previousU: number } | undefined;

  constructor(plan: RetryPlan, rng: Rng, item: number, purse: Purse) {
    this.#plan = plan;
    this.#rng = rng;
    this.#item = item;
    this.#purse = purse;
  }

  after(outcome: Outcome, now: Milliseconds): Milliseconds | undefined {
    if (outcome.kind === 'ok') {
      this.#purse.ok();
      return undefined;
    }
    const attempt = this.#attempt++;
    const u = this.#rng.uniform('backoff', this.#item, attempt);
    const delay = retryDelay(this.#plan, { failure: outcome, attempt, u, ...this.#drawn });
    if (delay === undefined) return undefined;
    this.#drawn = { previous: delay, previousU: u };
    return isExempt(this.#plan, outcome) || this.#purse.pay(outcome, now) ? delay : undefined;
  }
}

/** A budget is wrong against rate limits: the server already says when to come back. */
function isExempt({ exempt }: RetryPlan, { kind, retryAfter }: Failure): boolean {
  return exempt !== 'none' && kind === 'rate-limited' && retryAfter !== undefined;
}
