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

it('takes median and sigma: the quantile of 0.8413447 is a sigma above the median', () => {
  const { sample } = lognormal.create({ median: 2_000, sigma: 0.3 });
  expect(sample(0.5)).toBe(2_000);
  expect(sample(0.8413447460685429)).toBeCloseTo(2_000 * Math.exp(0.3), 2);
});

describe('lognormal with p50 1000 and p99 4000', () => {
  const { sample } = lognormal.create({ p50: 1_000, p99: 4_000 });

  it('has its quantiles of 0.5 and 0.99 there', () => {
    expect(sample(0.5)).toBe(1_000);
    expect(sample(0.99)).toBeCloseTo(4_000, 2);
  });

  it('has a sigma of 0.595910', () => {
    expect(Math.log(sample(0.8413447460685429) / 1_000)).toBeCloseTo(0.59591, 5);
  });

  it('has a mean of 1194.29 ms within 0.05 %', () => {
    let sum = 0;
    for (let i = 0; i < 100_000; i++) sum += sample((i + 0.5) / 100_000);
    expect(Math.abs(sum / 100_000 - 1194.29)).toBeLessThan(0.6);
  });
});

describe('complete', () => {
  it.each([
    [{}, { mean: 2_000, cv: 0.35 }],
    [{ mean: 500 }, { mean: 500, cv: 0.35 }],
    [
      { median: 500, sigma: 0.3 },
      { median: 500, sigma: 0.3 },
    ],
    [
      { p50: 1, p99: 1 },
      { p50: 1, p99: 1 },
    ],
  ])('turns %j into %j', (options, completed) => {
    expect(lognormal.complete(options)).toEqual(completed);
  });

  it.each([
    [{ mean: 1, median: 1, sigma: 1 }, 'median', 'does not go with mean.'],
    [{ median: 1 }, 'sigma', 'missing.'],
    [{ p50: 1 }, 'p99', 'missing.'],
    [{ p50: 10, p99: 9 }, 'p99', '9 ms is below p50.'],
  ])('refuses %j', (options, mistake, message) => {
    expect(lognormal.complete(options)).toMatchObject({ mistake, message });
  });
});
