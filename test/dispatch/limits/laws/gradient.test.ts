import { expect, it } from 'vitest';
import { gradientLaw } from '../../../../src/dispatch/limits/laws/gradient.ts';
import { drop, limitsOf, ok } from '../../../helpers/law-trace.ts';

const rule = { initial: 16, min: 1, max: 40, smoothing: 0.5, tolerance: 2, dropRatio: 0.5 };

it('adds the queue while round trips are short, and smooths only what lowers the limit', () => {
  const steps = [
    [ok(100, 16), 20],
    [ok(100, 20), 24],
    [ok(200, 24), 28],
    // 0.5 · 28 + 5 = 19, half of the way from 28
    [ok(400, 28), 23.5],
    [ok(800, 24), 19.625],
    [ok(100, 9), 19.625],
    // Half of the way to half of it: three quarters.
    [drop, 14.718_75],
    [drop, 11.039_062_5],
    [drop, 8.279_296_875],
    [drop, 6.209_472_656],
    [drop, 4.657_104_492],
    [drop, 4],
    [drop, 4],
    [ok(100, 4), 8],
    [ok(50, 8), 12],
    [ok(100, 12), 16],
    // 0.8 · 16 + 4
    [ok(125, 16), 16.8],
    [ok(100, 17), 20.8],
    [ok(100, 21), 24.8],
    [ok(50, 24), 28.8],
  ] as const;
  expect(
    limitsOf(
      gradientLaw(rule),
      steps.map(([sample]) => sample),
    ),
  ).toEqual(steps.map(([, limit]) => limit));
});

it('falls to its queue, √40 rounded down, after 1000 samples, and measures anew', () => {
  const limits = limitsOf(gradientLaw(rule), Array(1_002).fill(ok(100, 40)));
  expect(limits.slice(999)).toEqual([40, 6, 10]);
});
