/** Values below it have a bucket each; above, each doubling has half as many. That is three significant digits. */
const FINE = 2_048;
const HALF = FINE / 2;

/** The greatest value that 32-bit arithmetic takes: half an hour in microseconds. */
const MOST_32_BITS = 2 ** 31;

/**
 * Counts whole numbers in the buckets of an HDR histogram of three significant digits. The usual library's counting takes
 * twice as long, 50 ns: most of that are logarithms and powers, where shifts do.
 *
 * Source: HdrHistogram (Gil Tene), `countsArrayIndex`.
 */
export class BucketCounts {
  /** One for each doubling, made when its first value arrives: durations lie near each other, and far from 0. */
  readonly #blocks: (Float64Array | undefined)[] = [];

  /** @param value whole, at least 0 */
  count(value: number, times = 1): void {
    this.countIn(bucketOf(value), times);
  }

  /** @param bucket number of a bucket, from 0 */
  countIn(bucket: number, times: number): void {
    const number = Math.floor(bucket / HALF);
    const block = this.#blocks[number] ?? this.#open(number);
    const place = bucket % HALF;
    block[place] = (block[place] ?? 0) + times;
  }

  /** Adds everything that another has counted. */
  include(other: BucketCounts): void {
    for (const [number, block] of other.#blocks.entries()) {
      if (!block) continue;
      const own = this.#blocks[number] ?? this.#open(number);
      for (let place = 0; place < HALF; place++)
        own[place] = (own[place] ?? 0) + (block[place] ?? 0);
    }
  }

  /** Hands over every bucket that counted something, in rising order. */
  forEach(take: (bucket: number, count: number) => void): void {
    for (const [number, block] of this.#blocks.entries()) {
      if (!block) continue;
      for (let place = 0; place < HALF; place++) {
        const count = block[place] ?? 0;
        if (count > 0) take(number * HALF + place, count);
      }
    }
  }

  /**
   * The highest values of the buckets that some ranks lie in. `Infinity` beyond the last.
   *
   * @param ranks from 1, rising
   */
  valuesAt(ranks: readonly number[]): number[] {
    const values: number[] = [];
    let counted = 0;
    this.forEach((bucket, count) => {
      counted += count;
      while (counted >= (ranks[values.length] ?? Number.POSITIVE_INFINITY)) {
        values.push(highestIn(bucket));
      }
    });
    return ranks.map((_, i) => values[i] ?? Number.POSITIVE_INFINITY);
  }

  #open(number: number): Float64Array {
    const block = new Float64Array(HALF);
    this.#blocks[number] = block;
    return block;
  }
}

/** The bucket that a value counts in. @param value whole, at least 0 */
export function bucketOf(value: number): number {
  if (value < FINE) return value;
  if (value < MOST_32_BITS) {
    const doublings = 21 - Math.clz32(value);
    return doublings * HALF + (value >> doublings);
  }
  // Above 31 bits, shifts take the high part of the number. Exact: a division by a power of two.
  const doublings = 42 - Math.clz32(value / 2 ** 21);
  return doublings * HALF + Math.floor(value / 2 ** doublings);
}

/** The highest value that counts in a bucket. */
export function highestIn(bucket: number): number {
  if (bucket < FINE) return bucket;
  const doublings = Math.floor(bucket / HALF) - 1;
  return (bucket - doublings * HALF + 1) * 2 ** doublings - 1;
}
