import { describe, expect, it } from 'vitest';
import { fitLoad, onCurve } from '../../../src/analyze/calibrate/fit-load.ts';

/** 100 attempts at each number in service, around `ms(n)` by ± 20 %. */
function served(ms: (n: number) => number, numbers: readonly number[]) {
  return numbers.flatMap((inService) =>
    Array.from({ length: 100 }, (_, i) => ({
      inService,
      ms: ms(inService) * (0.8 + (0.4 * i) / 99),
    })),
  );
}

describe('fitLoad', () => {
  it('finds the means by number in service, and what a request alone would take', () => {
    const curve = fitLoad(served((n) => 1_000 * (1 + 0.02 * (n - 1)), [2, 8, 24]));
    expect(curve?.map(([n, ms]) => [n, Math.round(ms)])).toEqual([
      [1, 1_000],
      [2, 1_020],
      [8, 1_140],
      [24, 1_460],
    ]);
  });

  it('finds none where service does not depend on it', () => {
    expect(fitLoad(served(() => 1_000, [1, 8, 24]))).toBeUndefined();
  });

  it('finds none where only one number was tried', () => {
    expect(fitLoad(served((n) => 1_000 * n, [8]))).toBeUndefined();
  });

  it('never falls', () => {
    const curve = fitLoad(served((n) => (n === 8 ? 900 : 1_000 + 20 * n), [1, 8, 24])) ?? [];
    const times = curve.map(([, ms]) => ms);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

it('reads a curve between its points, and beyond them as at their ends', () => {
  const curve = [
    [1, 100],
    [11, 200],
  ] as const;
  expect([0, 1, 6, 11, 50].map((n) => onCurve(curve, n))).toEqual([100, 100, 150, 200, 200]);
});
