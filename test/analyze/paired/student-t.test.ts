import { describe, expect, it } from 'vitest';
import { tCdf, tQuantile } from '../../../src/analyze/paired/student-t.ts';

describe("Student's t", () => {
  it.each([
    [5, 0.941, 2.1318, 2.8981],
    [7, 0.9057, 1.9432, 2.538],
    [8, 0.896, 1.8946, 2.4486],
    [10, 0.8834, 1.8331, 2.3375],
    [12, 0.8755, 1.7959, 2.2714],
  ])('has the quantiles of the table for %i rounds', (n, t80, t95, t9779) => {
    expect(tQuantile(0.8, n - 1)).toBeCloseTo(t80, 4);
    expect(tQuantile(0.95, n - 1)).toBeCloseTo(t95, 4);
    expect(tQuantile(1 - 0.0221, n - 1)).toBeCloseTo(t9779, 4);
  });

  it('is the Cauchy distribution with one degree of freedom', () => {
    expect(tCdf(1, 1)).toBeCloseTo(0.75, 12);
    expect(tCdf(-Math.sqrt(3), 1)).toBeCloseTo(1 / 6, 12);
  });

  it('is ½ + t / (2√(2 + t²)) with two', () => {
    expect(tCdf(1.5, 2)).toBeCloseTo(0.5 + 1.5 / (2 * Math.sqrt(2 + 1.5 ** 2)), 12);
  });

  it('nears the normal distribution with many', () => {
    expect(tQuantile(0.975, 100_000)).toBeCloseTo(1.96, 3);
  });

  it.each([0, 1])('has its ends (%i)', (share) => {
    expect(tCdf(share === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, 6)).toBe(share);
  });
});
