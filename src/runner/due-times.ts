import type { Arrivals } from '../core/arrivals.ts';
import type { Rng } from '../core/rng.ts';
import type { Milliseconds } from '../core/units.ts';

/**
 * Walks a schedule from item to item. It follows from the seed and the items' numbers alone: who takes a share of the
 * items, such as each N-th, gets them at the very times at which they come in the whole.
 */
export class DueTimes {
  readonly #arrivals: Arrivals;
  readonly #rng: Rng;
  #index = -1;
  #last: Milliseconds = 0;

  constructor(arrivals: Arrivals, rng: Rng) {
    this.#arrivals = arrivals;
    this.#rng = rng;
  }

  /** When the load ends, as far as it is known. */
  get end(): Milliseconds {
    return this.#arrivals.end ?? this.#last;
  }

  /**
   * @param index of the item, above that of the last call
   * @returns milliseconds after the start; `undefined` when the load ends before it
   */
  of(index: number): Milliseconds | undefined {
    while (this.#index < index) {
      this.#index++;
      const u = this.#rng.uniform('arrival', this.#index);
      const due = this.#arrivals.next(this.#index, this.#last, u);
      if (due === undefined) return undefined;
      this.#last = due;
    }
    return this.#last;
  }
}
