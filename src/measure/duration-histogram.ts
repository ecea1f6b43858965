import type { Microseconds } from '../core/ledger.ts';
import type { Distribution } from '../core/run-result.ts';
import { BucketCounts, highestIn } from './bucket-counts.ts';
import { decodeHdr, encodeHdr } from './hdr-text.ts';

/**
 * Durations of one metric in integer microseconds: an HDR histogram of three significant digits, so that a percentile is
 * off by 0.1 % at most.
 *
 * Count, extremes and sums are kept beside it, because those of its buckets are not exact: the mean of 100, 200 and 300 ms
 * would read 199.968.
 */
export class DurationHistogram {
  readonly #metric: string;
  readonly #counts = new BucketCounts();
  #count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = 0;
  #sum = 0;
  #sumOfSquares = 0;

  constructor(metric: string) {
    this.#metric = metric;
  }

  get count(): number {
    return this.#count;
  }

  get sum(): Microseconds {
    return this.#sum;
  }

  /**
   * @throws {RangeError} when the value is not an integer of at least 0: it would be counted in a wrong bucket
   */
  record(us: Microseconds, times = 1): void {
    if (!Number.isSafeInteger(us) || us < 0) {
      throw new RangeError(`${this.#metric}: expected microseconds of at least 0, got ${us}`);
    }
    this.#counts.count(us, times);
    this.#count += times;
    if (us < this.#min) this.#min = us;
    if (us > this.#max) this.#max = us;
    this.#sum += us * times;
    const ms = us / 1_000;
    // Not `**`, which is a call of the C library here.
    this.#sumOfSquares += ms * ms * times;
  }

  /** Adds everything that another run recorded. */
  add({ histogram, count, min_ms, max_ms, sum_ms, sum_sq_ms2 }: Distribution): void {
    this.#counts.include(decodeHdr(histogram));
    this.#count += count;
    this.#min = Math.min(this.#min, Math.round(min_ms * 1_000));
    this.#max = Math.max(this.#max, Math.round(max_ms * 1_000));
    this.#sum += Math.round(sum_ms * 1_000);
    this.#sumOfSquares += sum_sq_ms2;
  }

  /** Adds everything that another histogram recorded. */
  include(other: DurationHistogram): void {
    this.#counts.include(other.#counts);
    this.#count += other.#count;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    this.#sum += other.#sum;
    this.#sumOfSquares += other.#sumOfSquares;
  }

  /** Nearest-rank percentile, clamped to the exact extremes. `undefined` when nothing was recorded. */
  percentile(p: number): Microseconds | undefined {
    return this.#count === 0 ? undefined : this.#percentiles([p])[0];
  }

  /** The value of a rank, from 1, clamped to the exact extremes. `Infinity` beyond the last. */
  valueAt(rank: number): Microseconds {
    const value = this.bucketAt(rank);
    return value === Number.POSITIVE_INFINITY ? value : this.#clamped(value);
  }

  /** The highest value that reads the same as that of a rank, from 1. `Infinity` beyond the last. */
  bucketAt(rank: number): Microseconds {
    return this.#counts.valuesAt([rank])[0] ?? Number.POSITIVE_INFINITY;
  }

  /** @param percentiles rising; something was recorded */
  #percentiles(percentiles: readonly number[]): Microseconds[] {
    const ranks = percentiles.map((p) => rankOf(p, this.#count));
    return this.#counts.valuesAt(ranks).map((value) => this.#clamped(value));
  }

  #clamped(value: Microseconds): Microseconds {
    return Math.min(this.#max, Math.max(this.#min, value));
  }

  /** The distribution as plain data; `undefined` when nothing was recorded. */
  toDistribution(): Distribution | undefined {
    if (this.#count === 0) return undefined;
    const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = this.#percentiles([50, 90, 95, 99]);
    return {
      count: this.#count,
      min_ms: this.#min / 1_000,
      p50_ms: p50 / 1_000,
      p90_ms: p90 / 1_000,
      p95_ms: p95 / 1_000,
      p99_ms: p99 / 1_000,
      max_ms: this.#max / 1_000,
      mean_ms: Math.round(this.#sum / this.#count) / 1_000,
      sum_ms: this.#sum / 1_000,
      sum_sq_ms2: this.#sumOfSquares,
      histogram: encodeHdr(this.#counts),
    };
  }
}

/** Nearest rank, from 1. The smallest share that floating point may have pushed over a whole rank stays below it. */
export function rankOf(percentile: number, count: number): number {
  return Math.max(1, Math.ceil((percentile / 100) * count * (1 - Number.EPSILON)));
}

/** How many values are at most as large as one of them. */
export interface CountUpTo {
  readonly us: Microseconds;
  readonly count: number;
}

/** Reads from an encoded histogram how many values are at most as large as each that it holds, rising. */
export function decodeCounts(histogram: string): readonly CountUpTo[] {
  const counts: CountUpTo[] = [];
  let total = 0;
  decodeHdr(histogram).forEach((bucket, count) => {
    total += count;
    counts.push({ us: highestIn(bucket), count: total });
  });
  return counts;
}
