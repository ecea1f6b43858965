import type { Milliseconds } from '../../src/core/units.ts';

/** Dropped entries are cut off when there are so many. */
const SLACK = 1_024;

/** Amounts with their times, oldest first, and their sum. */
export class EntryLog {
  #times: Milliseconds[] = [];
  #amounts: number[] = [];
  /** Index of the oldest entry that counts. */
  #first = 0;
  #sum = 0;

  get sum(): number {
    return this.#sum;
  }

  get oldest(): Milliseconds | undefined {
    return this.#times[this.#first];
  }

  get last(): Milliseconds | undefined {
    return this.#first < this.#times.length ? this.#times.at(-1) : undefined;
  }

  /** @param time not before that of any entry */
  add(amount: number, time: Milliseconds): void {
    this.#times.push(time);
    this.#amounts.push(amount);
    this.#sum += amount;
  }

  /** Adds to an entry of that time; harmless when it has been dropped. */
  change(amount: number, time: Milliseconds): void {
    const index = this.#find(time);
    const before = this.#amounts[index];
    if (this.#times[index] !== time || before === undefined) return;
    this.#amounts[index] = before + amount;
    this.#sum += amount;
  }

  /**
   * Drops the entries of that time and before.
   *
   * @param dropped hears each of them
   */
  dropUntil(time: Milliseconds, dropped?: (amount: number, time: Milliseconds) => void): void {
    for (let oldest = this.oldest; oldest !== undefined && oldest <= time; oldest = this.oldest) {
      const amount = this.#amounts[this.#first] ?? 0;
      this.#first++;
      this.#sum -= amount;
      dropped?.(amount, oldest);
    }
    if (this.#first === this.#times.length) this.#sum = 0;
    if (this.#first >= SLACK && this.#first * 2 >= this.#times.length) this.#cut();
  }

  /** Time of the entry at which the oldest ones together reach an amount. */
  timeOf(amount: number): Milliseconds {
    let sum = 0;
    let index = this.#first;
    for (; index < this.#times.length - 1; index++) {
      sum += this.#amounts[index] ?? 0;
      if (sum >= amount) break;
    }
    return this.#times[index] ?? Number.NEGATIVE_INFINITY;
  }

  /** Binary search for the first entry of at least that time. */
  #find(time: Milliseconds): number {
    let low = this.#first;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #cut(): void {
    this.#times = this.#times.slice(this.#first);
    this.#amounts = this.#amounts.slice(this.#first);
    this.#first = 0;
  }
}
