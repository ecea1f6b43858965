import { describe, expect, it } from 'vitest';
import { hodgesLehmann } from '../../../src/analyze/paired/hodges-lehmann.ts';
import { holm } from '../../../src/analyze/paired/holm.ts';

describe('holm', () => {
  it.each([
    [[], []],
    [[0.03], [0.03]],
    [
      [0.001, 0.02, 0.03, 0.2],
      [0.004, 0.06, 0.06, 0.2],
    ],
    [
      [0.2, 0.03, 0.001, 0.02],
      [0.2, 0.06, 0.004, 0.06],
    ],
    [
      [0.9, 0.8],
      [1, 1],
    ],
  ])('adjusts %j to %j', (ps, adjusted) => {
    expect(holm(ps).map((p) => Number(p.toFixed(12)))).toEqual(adjusted);
  });
});

describe('hodgesLehmann', () => {
  it.each([
    [[7], 7],
    // Means of pairs: 1, 2, 3, 1.5, 2, 2.5
    [[1, 2, 3], 2],
    // 0, 1, 100, 0.5, 50, 50.5: the median lies between 1 and 50.
    [[0, 1, 100], 25.5],
  ])('of %j is %f', (values, location) => {
    expect(hodgesLehmann(values)).toBe(location);
  });
});
