import type { Microseconds } from '../core/ledger.ts';
import { TimeRing } from './time-ring.ts';

const SETTLED_BEFORE = 0.95;
const ULP_GUARD = 1e-9;

/**
 * From the settlement of 95 % of the items to that of the last. Items settle in the order of their ends, so that only the
 * latest 5 % need to be remembered.
 */
export class Tail {
  readonly #ends = new TimeRing();
  #settled = 0;

  settled(us: Microseconds): void {
    this.#settled++;
    this.#ends.push(us);
    // The item at 95 % itself stays.
    const kept = this.#settled - Math.ceil(SETTLED_BEFORE * this.#settled - ULP_GUARD) + 1;
    while (this.#ends.size > kept) this.#ends.dropOldest();
  }

  /** `undefined` when nothing was settled. */
  get length(): Microseconds | undefined {
    return this.#settled === 0 ? undefined : this.#ends.newest - this.#ends.oldest;
  }
}
