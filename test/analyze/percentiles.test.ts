import { describe, expect, it } from 'vitest';
import { countsUpTo, percentileCurve, percentilesOf } from '../../src/analyze/percentiles.ts';
import { shareOfStep } from '../../src/core/percentile-steps.ts';
import type { Distribution } from '../../src/core/run-result.ts';
import { aDistribution } from '../helpers/a-run.ts';

function distributionOf(values: readonly number[]): Distribution {
  const distribution = aDistribution(values);
  if (!distribution) throw new Error('no values');
  return distribution;
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('percentilesOf', () => {
  it('reads the nearest rank within 0.1 %', () => {
    const at = percentilesOf(distributionOf(upTo(1_000)));
    expect([50, 99, 99.9].map(at).map((ms) => Math.round(ms))).toEqual([500, 990, 999]);
  });

  it('never leaves the exact extremes', () => {
    const at = percentilesOf(distributionOf([1_234.567]));
    expect([0, 50, 100].map(at)).toEqual([1_234.567, 1_234.567, 1_234.567]);
  });
});

describe('countsUpTo', () => {
  it('counts the values that are at most as large', () => {
    const counts = countsUpTo(distributionOf([10, 20, 20, 40]));
    expect([9, 10.1, 19, 20.1, 39, 40, 1_000].map(counts)).toEqual([0, 1, 1, 3, 3, 4, 4]);
  });

  it('is as fine as the percentiles are: both tell the same of any of them', () => {
    const distribution = distributionOf(upTo(1_000));
    const [counts, at] = [countsUpTo(distribution), percentilesOf(distribution)];
    for (const percentile of [10, 50, 95]) {
      const share = counts(at(percentile)) / 1_000;
      expect(share).toBeGreaterThanOrEqual(percentile / 100);
      expect(share).toBeLessThan(percentile / 100 + 0.002);
    }
  });
});

describe('percentileCurve', () => {
  it('has every rank of a small sample', () => {
    const curve = percentileCurve(distributionOf([40, 10, 30, 20]));
    expect(curve.map((ms) => Math.round(ms))).toEqual([10, 10, 20, 30]);
  });

  it('has 200 points of a large sample, the last at 1 − 1/n', () => {
    const curve = percentileCurve(distributionOf(upTo(5_000)));
    expect(curve).toHaveLength(200);
    expect(curve[0]).toBe(1);
    expect(Math.abs((curve.at(-1) ?? 0) - 4_999)).toBeLessThan(5);
  });

  it('is a single point for a single value', () => {
    expect(percentileCurve(distributionOf([5]))).toEqual([5]);
  });
});

describe('the share of a step', () => {
  it('is rank ÷ n of a small sample', () => {
    expect([0, 1, 2, 3].map((step) => shareOfStep(step, 4, 4))).toEqual([0, 0.25, 0.5, 0.75]);
  });

  it('goes by equal factors of 1 − share above: half-way through 10,000 values it is 99 %', () => {
    expect(shareOfStep(0, 201, 10_000)).toBe(0);
    expect(shareOfStep(100, 201, 10_000)).toBeCloseTo(0.99, 12);
    expect(shareOfStep(200, 201, 10_000)).toBeCloseTo(0.9999, 12);
  });
});
