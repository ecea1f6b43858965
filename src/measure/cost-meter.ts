import type { AttemptEntry, LedgerEntry } from '../core/ledger.ts';
import type { PricePlan } from '../core/price.ts';
import { mayBeBilledForMore, microUsdOf } from '../core/price.ts';
import type { Metrics } from '../core/run-result.ts';
import { isWasted } from './token-counts.ts';

const MILLION = 1_000_000;

/** What attempts cost, by the tokens that their replies told. Each is priced by itself: long requests cost more a token. */
export class CostMeter {
  readonly #price: PricePlan;
  /** Millionths of a dollar. */
  #all = 0;
  #wasted = 0;
  #priced = 0;
  #untold = 0;

  constructor(price: PricePlan) {
    this.#price = price;
  }

  /** An attempt ended. */
  attempt(attempt: AttemptEntry): void {
    const micro = microUsdOf(this.#price, attempt);
    if (micro !== undefined) {
      this.#all += micro;
      this.#priced++;
    }
    if (mayBeBilledForMore(attempt)) this.#untold++;
  }

  /** An item ended: what its attempts brought nobody was wasted. */
  settled(entry: LedgerEntry): void {
    for (const attempt of entry.attempts) {
      if (isWasted(entry, attempt)) this.#wasted += microUsdOf(this.#price, attempt) ?? 0;
    }
  }

  /** Absent when no reply told its tokens: 0 would say that they were free. */
  toFields(completed: number): Pick<Metrics, 'cost'> {
    if (this.#priced === 0) return {};
    return {
      cost: {
        usd: this.#all / MILLION,
        wasted_usd: this.#wasted / MILLION,
        ...(completed > 0 && { per_thousand_ok_usd: this.#all / completed / 1_000 }),
        ...(this.#untold > 0 && { untold_attempts: this.#untold }),
        prices_date: this.#price.date,
      },
    };
  }
}
