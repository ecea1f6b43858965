import { expect, it } from 'vitest';
import { spreadOf } from '../../src/analyze/spread.ts';

it.each([
  ['2, 4 and 6: squares 4 + 0 + 4, over n − 1 = 2', [2, 4, 6], { mean: 4, deviation: 2 }],
  ['−1 and 1: squares 1 + 1, over 1', [-1, 1], { mean: 0, deviation: Math.SQRT2 }],
  [
    'equal values, whose rounded mean is another number',
    [0.1, 0.1, 0.1],
    { mean: 0.1, deviation: 0 },
  ],
])('of %s', (_, values, spread) => {
  expect(spreadOf(values)).toEqual(spread);
});

it('has no deviation for one value, and nothing without values', () => {
  expect(spreadOf([7])).toEqual({ mean: 7 });
  expect(spreadOf([])).toBeUndefined();
});
