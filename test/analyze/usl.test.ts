import { describe, expect, it } from 'vitest';
import { fitUsl, uslThroughput } from '../../src/analyze/usl.ts';

const LAW = { lambda: 10, sigma: 0.02, kappa: 0.0005, peak: undefined };
const SIZES = [1, 2, 4, 8, 16, 32, 64];
const loads = SIZES.map((n) => ({ n, perSecond: uslThroughput(LAW, n) }));

describe('fitUsl', () => {
  it('returns the parameters of an exact curve', () => {
    const fit = fitUsl(loads);
    expect(fit?.lambda).toBe(10);
    expect(Math.abs((fit?.sigma ?? 0) - 0.02)).toBeLessThan(1e-12);
    expect(Math.abs((fit?.kappa ?? 0) - 0.0005)).toBeLessThan(1e-12);
    expect(fit?.peak).toBeCloseTo(44.27, 2);
  });

  it('clamps a contention that falls with the size to its mean', () => {
    const fit = fitUsl([
      { n: 1, perSecond: 1 },
      { n: 2, perSecond: 2 / 1.04 },
      { n: 4, perSecond: 4 / 1.06 },
    ]);
    expect(fit).toMatchObject({ kappa: 0, peak: undefined });
    expect(fit?.sigma).toBeCloseTo(0.03, 12);
  });

  it.each([
    ['no load', []],
    ['one load beyond one worker', loads.slice(0, 2)],
    ['an idle first load', [{ n: 1, perSecond: 0 }, ...loads.slice(1)]],
  ])('fits nothing to %s', (_, few) => {
    expect(fitUsl(few)).toBeUndefined();
  });
});

describe('uslThroughput', () => {
  it.each([
    [1, 10],
    [2, 19.5886],
    [4, 37.5235],
    [8, 68.4932],
    [16, 112.6761],
    [32, 151.2287],
    [64, 149.6726],
  ])('gives %i workers %f a second', (n, perSecond) => {
    expect(uslThroughput(LAW, n)).toBeCloseTo(perSecond, 4);
  });
});
