import type { Milliseconds } from '../../core/units.ts';

/** The 95th percentile, nearest rank, of the latest durations. */
export class RunningPercentile {
  readonly #most: number;
  readonly #least: number;
  /** In the order of their arrival. */
  readonly #arrived: Milliseconds[] = [];
  readonly #sorted: Milliseconds[] = [];

  /**
   * @param most durations that are kept
   * @param least durations without which nothing is said
   */
  constructor(most: number, least: number) {
    this.#most = most;
    this.#least = least;
  }

  add(duration: Milliseconds): void {
    this.#arrived.push(duration);
    this.#sorted.splice(this.#rankOf(duration), 0, duration);
    if (this.#arrived.length <= this.#most) return;
    const oldest = this.#arrived.shift() ?? 0;
    this.#sorted.splice(this.#rankOf(oldest), 1);
  }

  /** `undefined` while there are too few. */
  get p95(): Milliseconds | undefined {
    const { length } = this.#sorted;
    return length < this.#least ? undefined : this.#sorted[Math.ceil(length * 0.95) - 1];
  }

  /** How many kept durations are smaller. */
  #rankOf(duration: Milliseconds): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < duration) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
