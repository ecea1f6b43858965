import { describe, expect, it } from 'vitest';
import { monotoneFit } from '../../../src/analyze/tune/monotone.ts';

const even = (values: readonly number[]) => values.map((value) => ({ value, weight: 1 }));

describe('monotoneFit', () => {
  it.each([
    ['keeps what rises', [1, 2, 2, 3], [1, 2, 2, 3]],
    ['pools neighbours in the wrong order', [1, 3, 2, 4], [1, 2.5, 2.5, 4]],
    ['pools as far back as it must', [4, 5, 1, 2], [3, 3, 3, 3]],
    ['takes an empty list', [], []],
  ])('%s', (_, values, fitted) => {
    expect(monotoneFit(even(values))).toEqual(fitted);
  });

  it('weighs', () => {
    const fitted = monotoneFit([
      { value: 1, weight: 3 },
      { value: 0, weight: 1 },
    ]);
    expect(fitted).toEqual([0.75, 0.75]);
  });
});
