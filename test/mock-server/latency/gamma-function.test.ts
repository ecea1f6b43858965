import { expect, it } from 'vitest';
import {
  gammaQuantile,
  logGamma,
  lowerGamma,
} from '../../../mock-server/latency/gamma-function.ts';

it.each([
  [0.5, Math.log(Math.sqrt(Math.PI))],
  [1, 0],
  [5, Math.log(24)],
  [11, Math.log(3_628_800)],
])('has ln of gamma of %d at %d', (x, value) => {
  expect(logGamma(x)).toBeCloseTo(value, 12);
});

// P(1, x) = 1 - e^-x; P(2, x) = 1 - (1 + x) e^-x; P(1/2, x) = erf(√x), and erf(1) = 0.842700792949715.
it.each([
  [1, 0.5, 1 - Math.exp(-0.5)],
  [1, 5, 1 - Math.exp(-5)],
  [2, 1, 1 - 2 * Math.exp(-1)],
  [2, 9, 1 - 10 * Math.exp(-9)],
  [0.5, 1, 0.842700792949715],
  [3, 0, 0],
])('has P(%d, %d) = %d', (a, x, value) => {
  expect(lowerGamma(a, x)).toBeCloseTo(value, 13);
});

// Half of tabled quantiles of chi-square with 2, 8 and 1 degrees of freedom.
it.each([
  [0.5, 1, Math.LN2],
  [0.5, 4, 7.344121497701793 / 2],
  [0.95, 4, 15.507313055865454 / 2],
  [0.99, 0.5, 6.634896601021214 / 2],
])('has the quantile of %d of shape %d at %d', (p, shape, value) => {
  expect(gammaQuantile(p, shape)).toBeCloseTo(value, 10);
});

it.each([[0.1], [0.5], [1], [8.16], [100], [10_000]])(
  'inverts the CDF of shape %d from its first to its last millionth',
  (shape) => {
    for (const p of [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999_999]) {
      expect(lowerGamma(shape, gammaQuantile(p, shape))).toBeCloseTo(p, 9);
    }
  },
);

it('is 0 at p = 0', () => {
  expect(gammaQuantile(0, 4)).toBe(0);
});
