/** Values below it have a bucket each; above, each doubling has half as many. That is three significant digits. */
const FINE = 2_048;
const HALF = FINE / 2;

/** The greatest value that 32-bit arithmetic takes: half an hour in microseconds. */
const MOST_32_BITS = 2 ** 31;

/**
 * Counts whole numbers in the buckets of an HDR histogram of three significant digits. The library's own counting takes
 * twice as long, 50 ns: most of that are logarithms and powers, where shifts do.
 *
 * Source: HdrHistogram (Gil Tene), `countsArrayIndex`.
 */
export class BucketCounts {
  #counts = new Float64Array(FINE);
  #isEmpty = true;

  /** @param value whole, at least 0 */
  count(value: number, times = 1): void {
    const bucket = bucketOf(value);
    this.#isEmpty = false;
    if (bucket >= this.#counts.length) this.#grow(bucket);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + times;
  }

  /** Hands over the lowest value and the count of every bucket that has one, in rising order, and forgets them. */
  drain(take: (value: number, count: number) => void): void {
    if (this.#isEmpty) return;
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      const count = this.#counts[bucket] ?? 0;
      if (count > 0) take(lowestIn(bucket), count);
    }
    this.#counts.fill(0);
    this.#isEmpty = true;
  }

  #grow(bucket: number): void {
    const counts = new Float64Array(Math.ceil((bucket + 1) / HALF) * HALF);
    counts.set(this.#counts);
    this.#counts = counts;
  }
}

function bucketOf(value: number): number {
  if (value < FINE) return value;
  if (value < MOST_32_BITS) {
    const doublings = 21 - Math.clz32(value);
    return doublings * HALF + (value >> doublings);
  }
  const doublings = Math.floor(Math.log2(value)) - 10;
  return doublings * HALF + Math.floor(value / 2 ** doublings);
}

function lowestIn(bucket: number): number {
  if (bucket < FINE) return bucket;
  const doublings = Math.floor(bucket / HALF) - 1;
  return (bucket - doublings * HALF) * 2 ** doublings;
}
