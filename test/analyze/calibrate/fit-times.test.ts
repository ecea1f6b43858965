import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../mock-server/latency/normal-quantile.ts';
import { fitLognormal, quantileTable } from '../../../src/analyze/calibrate/fit-times.ts';

/** The middles of n equal shares of a log-normal distribution. */
function lognormalValues(median: number, sigma: number, n: number): number[] {
  return Array.from(
    { length: n },
    (_, i) => median * Math.exp(sigma * normalQuantile((i + 0.5) / n)),
  );
}

describe('fitLognormal', () => {
  it('returns the moments of the logarithms, and hardly any distance', () => {
    const { median, sigma, distance, fits } = fitLognormal(lognormalValues(2_000, 0.35, 1_000));
    expect(median).toBeCloseTo(2_000, 6);
    expect(sigma).toBeCloseTo(0.35, 2);
    expect(distance).toBeLessThan(0.001);
    expect(fits).toBe(true);
  });

  it('refuses two humps', () => {
    const values = [...lognormalValues(1_000, 0.1, 150), ...lognormalValues(8_000, 0.1, 150)];
    const { distance, fits } = fitLognormal(values);
    expect(distance).toBeGreaterThan(0.2);
    expect(fits).toBe(false);
  });

  it('takes equal values as a distribution without spread', () => {
    expect(fitLognormal([5, 5, 5])).toEqual({
      median: 5,
      sigma: 0,
      distance: 0,
      fits: true,
    });
  });
});

describe('quantileTable', () => {
  it('goes from the smallest to the largest value in at most 101 rows', () => {
    const table = quantileTable(Array.from({ length: 1_001 }, (_, i) => 1_000 - i));
    expect(table).toHaveLength(101);
    expect([table[0], table[50], table[100]]).toEqual([
      [0, 0],
      [0.5, 500],
      [1, 1_000],
    ]);
  });

  it('makes a constant of a single value', () => {
    expect(quantileTable([7])).toEqual([
      [0, 7],
      [1, 7],
    ]);
  });
});
