import { expect, it } from 'vitest';
import { populationDeviation, sampleDeviation } from '../../src/analyze/deviation.ts';
import { aDistribution } from '../helpers/a-run.ts';

it('divides by n, or by n − 1', () => {
  // 2 4 4 4 5 5 7 9: mean 5, squares 32, so 2 and √(32 / 7).
  const values = aDistribution([2, 4, 4, 4, 5, 5, 7, 9]);
  if (!values) throw new Error('no values');
  expect(populationDeviation(values)).toBeCloseTo(2, 12);
  expect(sampleDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 12);
});

it('has no sample deviation of one value', () => {
  const one = aDistribution([3]);
  if (!one) throw new Error('no value');
  expect(sampleDeviation(one)).toBeUndefined();
  expect(populationDeviation(one)).toBe(0);
});
