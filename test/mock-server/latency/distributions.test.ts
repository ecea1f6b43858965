import { describe, expect, it } from 'vitest';
import {
  empirical,
  exponential,
  gamma,
  normal,
  uniform,
} from '../../../mock-server/latency/index.ts';
import type { Sampler } from '../../../src/core/sampler.ts';

/** Mean and coefficient of variation of evenly spread draws. */
function moments({ sample }: Sampler, draws = 50_000) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < draws; i++) {
    const value = sample((i + 0.5) / draws);
    sum += value;
    squares += value * value;
  }
  const mean = sum / draws;
  return { mean, cv: Math.sqrt(squares / draws - mean * mean) / mean };
}

it('draws uniform(30, 300) from one end to the other', () => {
  const { sample } = uniform.create({ min: 30, max: 300 });
  expect([sample(0), sample(0.5), sample(0.9)]).toEqual([30, 165, 273]);
});

it('refuses a uniform whose ends are swapped', () => {
  expect(uniform.complete({ min: 300, max: 30 })).toMatchObject({ mistake: 'max' });
});

it('draws exponential(1000) with its median at ln 2 and its 99th percentile at ln 100', () => {
  const { sample } = exponential.create({ mean: 1_000 });
  expect([sample(0), sample(0.5), sample(0.99)]).toEqual([0, 693.147, 4_605.17]);
});

describe('gamma', () => {
  it('with cv 1 is exponential', () => {
    const { sample } = gamma.create({ mean: 1_000, cv: 1 });
    expect([sample(0), sample(0.5), sample(0.99)]).toEqual([0, 693.147, 4_605.17]);
  });

  it.each([
    [2_000, 0.35],
    [500, 0.02],
    [100, 1.5],
  ])('keeps a mean of %d and a cv of %d within 0.5 %%', (mean, cv) => {
    const found = moments(gamma.create({ mean, cv }));
    expect(Math.abs(found.mean / mean - 1)).toBeLessThan(0.005);
    expect(Math.abs(found.cv / cv - 1)).toBeLessThan(0.005);
  });

  it('is its mean with cv 0', () => {
    expect(gamma.create({ mean: 5, cv: 0 }).sample(0.9)).toBe(5);
  });
});

describe('normal', () => {
  it('has its 97.5th percentile 1.959964 deviations above the mean', () => {
    const { sample } = normal.create({ mean: 1_000, sd: 100 });
    expect(sample(0.5)).toBe(1_000);
    expect(sample(0.975)).toBeCloseTo(1_195.9964, 3);
  });

  // Half a normal distribution: the median is the 75th percentile, 0.674490 deviations.
  it('with mean 0 is the upper half', () => {
    const { sample } = normal.create({ mean: 0, sd: 100 });
    expect(sample(0)).toBe(0);
    expect(sample(0.5)).toBeCloseTo(67.449, 3);
  });

  it('is its mean without deviation', () => {
    expect(normal.create({ mean: 7, sd: 0 }).sample(0.1)).toBe(7);
  });
});

describe('empirical', () => {
  it('goes in straight lines from one value to the next, in their order', () => {
    const { sample } = empirical.create({ values: [40, 10, 20] });
    expect([sample(0), sample(0.25), sample(0.5), sample(0.75)]).toEqual([10, 15, 20, 30]);
  });

  it('is its only value', () => {
    expect(empirical.create({ values: [5] }).sample(0.7)).toBe(5);
  });

  it('goes in straight lines through a table of quantiles and is constant outside', () => {
    const { sample } = empirical.create({
      quantiles: [
        [0.5, 100],
        [0.9, 300],
      ],
    });
    expect([sample(0.1), sample(0.5), sample(0.7), sample(0.95)]).toEqual([100, 100, 200, 300]);
  });

  it.each([
    [{}, 'values'],
    [{ values: [1], hdr: 'x' }, 'hdr'],
    [{ hdr: 'not a histogram' }, 'hdr'],
  ])('refuses %j', (options, mistake) => {
    expect(empirical.complete(options)).toMatchObject({ mistake });
  });
});
