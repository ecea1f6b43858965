import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurationHistogram, decodeCounts } from '../../src/measure/duration-histogram.ts';

function histogramOf(values: readonly number[]): DurationHistogram {
  const histogram = new DurationHistogram('latency');
  for (const value of values) histogram.record(value);
  return histogram;
}

/** The slow, obvious percentile: the value at rank ceil(p/100 · n) of the sorted values. */
function nearestRank(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((p / 100) * sorted.length - 1e-9));
  return sorted[rank - 1] ?? Number.NaN;
}

const MINUTE = 60_000_000;
const durations = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 10 * MINUTE })),
  { minLength: 1, maxLength: 300 },
);

describe('DurationHistogram', () => {
  it('gives every percentile within 0.1 % above the exact nearest rank, inside the extremes', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const histogram = histogramOf(values);
        const [min, max] = [Math.min(...values), Math.max(...values)];
        for (const p of [0, 1, 25, 50, 75, 90, 95, 99, 99.9, 100]) {
          const exact = nearestRank(values, p);
          const read = histogram.percentile(p) ?? Number.NaN;
          expect(read).toBeGreaterThanOrEqual(exact * (p === 0 ? 0.999 : 1));
          expect(read).toBeLessThanOrEqual(exact * 1.001);
          expect(read).toBeGreaterThanOrEqual(min);
          expect(read).toBeLessThanOrEqual(max);
        }
      }),
      { seed: 1 },
    );
  });

  it.each([
    [10_000, 10_007],
    [250_000, 250_111],
    [1_000_000, 1_000_447],
  ])('reads %d µs as the highest value of its bucket, %d µs', (value, read) => {
    expect(histogramOf([value, value, 5 * MINUTE]).percentile(50)).toBe(read);
  });

  it('reads a single value as itself at every percentile', () => {
    const histogram = histogramOf([1_234_567]);
    expect([0, 50, 100].map((p) => histogram.percentile(p))).toEqual(Array(3).fill(1_234_567));
  });

  it('counts beyond 16 bits: 70 000 times 5 µs has a median of 5 µs', () => {
    const histogram = histogramOf(Array(70_000).fill(5));
    expect(histogram.count).toBe(70_000);
    expect(histogram.percentile(50)).toBe(5);
  });

  it('keeps count, extremes, sums and mean of 100, 200 and 300 ms exact', () => {
    expect(histogramOf([100_000, 200_000, 300_000]).toDistribution()).toMatchObject({
      count: 3,
      min_ms: 100,
      max_ms: 300,
      mean_ms: 200,
      sum_ms: 600,
      sum_sq_ms2: 140_000,
    });
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [-1], [1.5]])(
    'refuses %d and names the metric',
    (value) => {
      const histogram = histogramOf([7]);
      expect(() => histogram.record(value)).toThrow(RangeError);
      expect(() => histogram.record(value)).toThrow(
        `latency: expected microseconds of at least 0, got ${value}`,
      );
      expect(histogram.toDistribution()).toMatchObject({ count: 1, max_ms: 0.007 });
    },
  );

  it('has neither a percentile nor a distribution when it is empty', () => {
    expect(histogramOf([]).percentile(99)).toBeUndefined();
    expect(histogramOf([]).toDistribution()).toBeUndefined();
  });

  it('encodes to text that decodes to the same counts', () => {
    const values = [0, 1, 999, 1_000, 2_000_000, 2_000_000, 10 * MINUTE];
    const encoded = histogramOf(values).toDistribution()?.histogram ?? '';
    expect(decodeCounts(encoded)).toEqual([
      { us: 0, count: 1 },
      { us: 1, count: 2 },
      { us: 999, count: 3 },
      { us: 1_000, count: 4 },
      { us: 2_000_895, count: 6 },
      { us: 600_309_759, count: 7 },
    ]);
  });
});
