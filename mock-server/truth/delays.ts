import type { Milliseconds } from '../../src/core/units.ts';

/** Buckets per doubling: a percentile is too high by 19 % at most. */
const PER_DOUBLING = 4;

/** From a microsecond to more than a day. */
const BUCKETS = 37 * PER_DOUBLING;

/** What delays were like. */
export interface DelayFigures {
  readonly p50: Milliseconds;
  readonly p99: Milliseconds;
  readonly max: Milliseconds;
}

/** Counts delays in buckets whose widths grow with the delay. */
export class Delays {
  readonly #buckets = new Float64Array(BUCKETS);
  #count = 0;
  #max: Milliseconds = 0;

  record(delay: Milliseconds): void {
    this.#count++;
    if (delay > this.#max) this.#max = delay;
    const bucket = Math.ceil(PER_DOUBLING * Math.log2(Math.max(1, delay * 1_000)));
    const index = Math.min(bucket, BUCKETS - 1);
    this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
  }

  /** Upper ends of the buckets, and the exact maximum; all 0 without any delay. */
  get figures(): DelayFigures {
    return { p50: this.#quantile(0.5), p99: this.#quantile(0.99), max: this.#max };
  }

  #quantile(share: number): Milliseconds {
    const rank = share * this.#count;
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#buckets[bucket] ?? 0;
      if (seen < rank || seen === 0) continue;
      return bucket === 0 ? 0 : Math.min(this.#max, 2 ** (bucket / PER_DOUBLING) / 1_000);
    }
    return 0;
  }
}
