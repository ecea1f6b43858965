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
  const layers = layersOf(plan);
  return {
    begin: (item, now) => new RetriesOfItem(layers, rng, item, budget.open(now), now),
  };
}

/**
 * What both official SDKs do by themselves: 2 retries, 0.5 to 8 s, a Retry-After to the letter. Source: their READMEs and
 * `calculateDefaultRetryTimeoutMillis`.
 */
const SDK_LAYER = {
  maxRetries: 2,
  jitter: 'sdk',
  base: 500,
  factor: 2,
  cap: 8_000,
  retryAfter: 'exact',
  maxRetryAfter: 2 ** 31 - 1,
} as const satisfies RetryPlan;

/** The innermost first. */
function layersOf(plan: RetryPlan): readonly RetryPlan[] {
  const { layers = 1 } = plan;
  return [...Array.from({ length: layers - 1 }, () => SDK_LAYER), plan];
}

/** Where one layer of a stack is. */
class Layer {
  readonly plan: RetryPlan;
  failures = 0;
  /** The last back-off, and the draw that gave it. */
  previous: Milliseconds | undefined;
  previousU: number | undefined;

  constructor(plan: RetryPlan) {
    this.plan = plan;
  }

  /** A layer above began anew. */
  reset(): void {
    this.failures = 0;
    this.previous = undefined;
    this.previousU = undefined;
  }
}

/**
 * Stacked policies: the innermost decides first; when it gives up, the next one outside does, and all within begin anew.
 * With 2 retries inside and 3 outside, a request that always fails is made 3 · 4 = 12 times.
 */
class RetriesOfItem implements ItemRetries {
  readonly #plans: readonly RetryPlan[];
  readonly #rng: Rng;
  readonly #item: number;
  readonly #purse: Purse;
  /** When the first attempt began. */
  readonly #begun: Milliseconds;
  /** Most items never fail. */
  #layers: readonly Layer[] | undefined;
  #attempt = 0;

  constructor(
    plans: readonly RetryPlan[],
    rng: Rng,
    item: number,
    purse: Purse,
    begun: Milliseconds,
  ) {
    this.#plans = plans;
    this.#rng = rng;
    this.#item = item;
    this.#purse = purse;
    this.#begun = begun;
  }

  after(outcome: Outcome, now: Milliseconds): Milliseconds | undefined {
    if (outcome.kind === 'ok') {
      this.#purse.ok();
      return undefined;
    }
    const u = this.#rng.uniform('backoff', this.#item, this.#attempt++);
    const delay = this.#delay(outcome, u);
    if (delay === undefined || this.#isTooLate(now + delay)) return undefined;
    const plan = this.#plans.at(-1);
    return (plan && isExempt(plan, outcome)) || this.#purse.pay(outcome, now) ? delay : undefined;
  }

  #delay(failure: Failure, u: number): Milliseconds | undefined {
    this.#layers ??= this.#plans.map((plan) => new Layer(plan));
    for (const layer of this.#layers) {
      const attempt = layer.failures++;
      const { plan, previous, previousU } = layer;
      const delay = retryDelay(plan, { failure, attempt, u, previous, previousU });
      if (delay !== undefined) {
        layer.previous = delay;
        layer.previousU = u;
        return delay;
      }
      layer.reset();
    }
    return undefined;
  }

  #isTooLate(next: Milliseconds): boolean {
    const { maxElapsed } = this.#plans.at(-1) ?? {};
    return maxElapsed !== undefined && next - this.#begun > maxElapsed;
  }
}

/** A budget is wrong against rate limits: the server already says when to come back. */
function isExempt({ exempt }: RetryPlan, { kind, retryAfter }: Failure): boolean {
  return exempt !== 'none' && kind === 'rate-limited' && retryAfter !== undefined;
}
