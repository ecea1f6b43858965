import type { Item } from '../core/item.ts';
import type { AttemptEntry } from '../core/ledger.ts';
import type { PricePlan } from '../core/price.ts';
import { mayBeBilledForMore, microUsdOf } from '../core/price.ts';
import type { Notice } from '../core/verdict.ts';

/** Millionths of a US dollar. */
type MicroUsd = number;

/**
 * Ends a run before it costs more than it may. An attempt starts only if all that was spent, all that is in flight at its
 * worst, and its own worst fit below the cap. The first that does not fit ends the run: to wait for others to become cheaper
 * than their worst would change what is measured.
 *
 * What replies told is spent. An attempt that may be billed but told nothing, or broke off, counts with its worst.
 */
export class SpendingCap {
  readonly #most: MicroUsd;
  #spent: MicroUsd = 0;
  #reserved: MicroUsd = 0;
  #refused: MicroUsd | undefined;

  /** @param usd what all attempts of a run may cost together, warm-up included */
  constructor(usd: number) {
    this.#most = usd * 1e6;
  }

  /** Whether an attempt did not fit: none is to follow. */
  get reached(): boolean {
    return this.#refused !== undefined;
  }

  /** Takes the worst of an attempt aside. @returns whether there was room for it, and none was refused before */
  reserve(worst: MicroUsd): boolean {
    if (this.reached) return false;
    if (this.#spent + this.#reserved + worst > this.#most) {
      this.#refused = worst;
      return false;
    }
    this.#reserved += worst;
    return true;
  }

  /** Gives back what was reserved. */
  release(worst: MicroUsd): void {
    this.#reserved -= worst;
  }

  spend(cost: MicroUsd): void {
    this.#spent += cost;
  }

  /** What is said of a run that it ended; absent for others. */
  get notice(): Notice | undefined {
    if (this.#refused === undefined) return undefined;
    return {
      code: 'max-cost',
      message: `maxCost of ${dollars(this.#most)} was reached: ${dollars(this.#spent)} are spent or may be billed, and the next request could have cost up to ${dollars(this.#refused)} beside those in flight`,
      hint: 'raise maxCost (--max-cost), or ask for less: fewer items, a smaller maxTokens, fewer in flight.',
    };
  }
}

/** The cap of a run at the price of one strategy's requests. */
export class SpendingAccount {
  readonly #cap: SpendingCap;
  readonly #price: PricePlan;

  constructor(cap: SpendingCap, price: PricePlan) {
    this.#cap = cap;
    this.#price = price;
  }

  /** @returns what was taken aside for an attempt; `undefined` when there is no money for it */
  reserve(item: Item): MicroUsd | undefined {
    const worst = mostMicroUsdOf(this.#price, item);
    return this.#cap.reserve(worst) ? worst : undefined;
  }

  /** Whether all of these can be paid for at once. If not, the cap is reached. */
  affords(items: readonly Item[]): boolean {
    let worst = 0;
    for (const item of items) worst += mostMicroUsdOf(this.#price, item);
    if (!this.#cap.reserve(worst)) return false;
    this.#cap.release(worst);
    return true;
  }

  /** An attempt ended. */
  settle(reserved: MicroUsd, attempt: AttemptEntry): void {
    this.#cap.release(reserved);
    const told = microUsdOf(this.#price, attempt) ?? 0;
    this.#cap.spend(mayBeBilledForMore(attempt) ? Math.max(told, reserved) : told);
  }
}

/** Tokens that the frame of a request may add to its texts. */
const FRAME = 32;

/**
 * The most that a request can cost, in millionths of a dollar: each byte of its texts a token, which none is shorter than,
 * written to a cache or not, and an answer as long as it may be.
 */
function mostMicroUsdOf(price: PricePlan, { prompt, system, maxTokens }: Item): number {
  const input = Buffer.byteLength(prompt) + Buffer.byteLength(system ?? '') + FRAME;
  const each = price.long && input > price.long.aboveInputTokens ? price.long : price;
  return input * Math.max(each.inputUsd, each.cacheWriteUsd) + maxTokens * each.outputUsd;
}

function dollars(micro: MicroUsd): string {
  return `$${Number((micro / 1e6).toPrecision(3))}`;
}
