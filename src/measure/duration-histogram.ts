import type { Histogram, JsHistogram } from 'hdr-histogram-js';
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { Microseconds } from '../core/ledger.ts';
import type { Distribution } from '../core/run-result.ts';
import { BucketCounts } from './bucket-counts.ts';

/** Three significant digits: a percentile is off by 0.1 % at most. 16-bit buckets would wrap at 65 536. */
const HDR_OPTIONS = {
  bitBucketSize: 64,
  autoResize: true,
  lowestDiscernibleValue: 1,
  numberOfSignificantValueDigits: 3,
} as const;

/**
 * Durations of one metric in integer microseconds.
 *
 * Count, extremes and sums are kept beside the HDR histogram, because the library's own mean and maximum are those of
 * its buckets: the mean of 100, 200 and 300 ms reads 199.968 there.
 */
export class DurationHistogram {
  readonly #metric: string;
  /** What was counted since the last look at the histogram. */
  readonly #fresh = new BucketCounts();
  readonly #hdr: Histogram = build(HDR_OPTIONS);
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
   * @throws {RangeError} when the value is not an integer of at least 0: the library would take it silently and lie
   */
  record(us: Microseconds, times = 1): void {
    if (!Number.isSafeInteger(us) || us < 0) {
      throw new RangeError(`${this.#metric}: expected microseconds of at least 0, got ${us}`);
    }
    this.#fresh.count(us, times);
    this.#count += times;
    if (us < this.#min) this.#min = us;
    if (us > this.#max) this.#max = us;
    this.#sum += us * times;
    this.#sumOfSquares += (us / 1_000) ** 2 * times;
  }

  /** Adds everything that another run recorded. */
  add({ histogram, count, min_ms, max_ms, sum_ms, sum_sq_ms2 }: Distribution): void {
    this.#hdr.add(decodeFromCompressedBase64(histogram));
    this.#count += count;
    this.#min = Math.min(this.#min, Math.round(min_ms * 1_000));
    this.#max = Math.max(this.#max, Math.round(max_ms * 1_000));
    this.#sum += Math.round(sum_ms * 1_000);
    this.#sumOfSquares += sum_sq_ms2;
  }

  /** Adds everything that another histogram recorded. */
  include(other: DurationHistogram): void {
    this.#hdr.add(other.#read());
    this.#count += other.#count;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
    this.#sum += other.#sum;
    this.#sumOfSquares += other.#sumOfSquares;
  }

  /** Nearest-rank percentile, clamped to the exact extremes. `undefined` when nothing was recorded. */
  percentile(p: number): Microseconds | undefined {
    if (this.#count === 0) return undefined;
    return Math.min(this.#max, Math.max(this.#min, this.#read().getValueAtPercentile(p)));
  }

  /** The value of a rank, from 1, clamped to the exact extremes. `Infinity` beyond the last. */
  valueAt(rank: number): Microseconds {
    const value = this.bucketAt(rank);
    return value === Number.POSITIVE_INFINITY
      ? value
      : Math.min(this.#max, Math.max(this.#min, value));
  }

  /** The highest value that reads the same as that of a rank, from 1. `Infinity` beyond the last. */
  bucketAt(rank: number): Microseconds {
    if (rank > this.#count) return Number.POSITIVE_INFINITY;
    // Half a rank below: the library rounds up, and no floating point lies in between.
    return this.#read().getValueAtPercentile((100 * (rank - 0.5)) / this.#count);
  }

  #read(): Histogram {
    this.#fresh.drain((value, count) => this.#hdr.recordValueWithCount(value, count));
    return this.#hdr;
  }

  /** The distribution as plain data; `undefined` when nothing was recorded. */
  toDistribution(): Distribution | undefined {
    if (this.#count === 0) return undefined;
    const percentile = (p: number) => (this.percentile(p) ?? 0) / 1_000;
    return {
      count: this.#count,
      min_ms: this.#min / 1_000,
      p50_ms: percentile(50),
      p90_ms: percentile(90),
      p95_ms: percentile(95),
      p99_ms: percentile(99),
      max_ms: this.#max / 1_000,
      mean_ms: Math.round(this.#sum / this.#count) / 1_000,
      sum_ms: this.#sum / 1_000,
      sum_sq_ms2: this.#sumOfSquares,
      histogram: encodeIntoCompressedBase64(this.#read()),
    };
  }
}

/** How many values are at most as large as one of them. */
export interface CountUpTo {
  readonly us: Microseconds;
  readonly count: number;
}

/** Reads from an encoded histogram how many values are at most as large as each that it holds, rising. */
export function decodeCounts(histogram: string): readonly CountUpTo[] {
  const { recordedValuesIterator: recorded } = decodeFromCompressedBase64(histogram) as JsHistogram;
  const counts: CountUpTo[] = [];
  recorded.reset();
  while (recorded.hasNext()) {
    const { valueIteratedTo, totalCountToThisValue } = recorded.next();
    counts.push({ us: valueIteratedTo, count: totalCountToThisValue });
  }
  return counts;
}
