import { describe, expect, it } from 'vitest';
import { lognormal } from '../../../mock-server/latency/lognormal.ts';

describe('lognormal with mean 2000 ms and cv 0.35', () => {
  const { sample } = lognormal.create({ mean: 2_000, cv: 0.35 });

  it.each([
    [0.5, 1887.72],
    [0.9, 2918.35],
    [0.95, 3301.96],
    [0.99, 4162.78],
  ])('has its quantile of %d at %d ms', (u, ms) => {
    expect(sample(u)).toBeCloseTo(ms, 1);
  });

  it('keeps its mean: 100 000 evenly spread draws average 2000 ms within 0.05 %', () => {
    let sum = 0;
    for (let i = 0; i < 100_000; i++) sum += sample((i + 0.5) / 100_000);
    expect(Math.abs(sum / 100_000 - 2_000)).toBeLessThan(1);
  });

  it('puts 88.3 % of the draws between 1 and 3 s', () => {
    let between = 0;
    for (let i = 0; i < 10_000; i++) {
      const ms = sample((i + 0.5) / 10_000);
      if (ms >= 1_000 && ms <= 3_000) between++;
    }
    expect(between / 10_000).toBeCloseTo(0.883, 3);
  });

  it('draws whole microseconds', () => {
    const us = sample(0.123) * 1_000;
    expect(us).toBeCloseTo(Math.round(us), 6);
  });

  it('stays finite and at least 0 at u = 0', () => {
    expect(sample(0)).toBeGreaterThanOrEqual(0);
    expect(sample(0)).toBeLessThan(200);
  });
});

it('is the mean itself with cv 0', () => {
  const { sample } = lognormal.create({ mean: 2_000, cv: 0 });
  expect([sample(0), sample(0.5), sample(0.999)]).toEqual([2_000, 2_000, 2_000]);
});
