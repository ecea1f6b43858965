import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestRank, scheduledQuantile } from '../../src/analyze/scheduled-quantile.ts';
import { aDistribution } from '../helpers/a-run.ts';

interface Population {
  readonly completed?: readonly number[];
  readonly failed?: number;
  readonly dropped?: number;
  readonly ages?: readonly number[];
}

/** Latencies and ages in milliseconds. */
function populationOf({ completed = [], failed = 0, dropped = 0, ages = [] }: Population) {
  const latency = aDistribution(completed);
  const incomplete_age = aDistribution(ages);
  return {
    counts: {
      scheduled: completed.length + failed + dropped + ages.length,
      completed: completed.length,
      failed,
      dropped,
      incomplete: ages.length,
    },
    ...(latency && { latency }),
    ...(incomplete_age && { incomplete_age }),
  };
}

const repeat = (count: number, value: number) => Array<number>(count).fill(value);

describe('scheduledQuantile', () => {
  it('knows only lower bounds when a run is cut before anything was answered', () => {
    // 10/s for 5 s, a service of 30 s, cut at 15 s: ages from 15 s down to 10.1 s.
    const ages = Array.from({ length: 50 }, (_, i) => 15_000 - i * 100);
    const at = (q: number) => scheduledQuantile(populationOf({ ages }), q);
    // Rank 25 of 50: 10.1 s + 24 · 0.1 s.
    expect(at(0.5)?.censored).toBe(true);
    expect(at(0.5)?.value).toBeCloseTo(12_500, -1.1);
    expect(at(0.99)).toEqual({ value: 15_000, censored: true });
  });

  it('is exact below the items that were cut off', () => {
    const population = populationOf({ completed: repeat(90, 1_000), ages: repeat(10, 5_000) });
    expect(scheduledQuantile(population, 0.5)).toEqual({ value: 1_000, censored: false });
    expect(scheduledQuantile(population, 0.9)).toEqual({ value: 1_000, censored: false });
    expect(scheduledQuantile(population, 0.95)).toEqual({ value: 5_000, censored: true });
  });

  it('is infinite among the items that were never answered', () => {
    const population = populationOf({ completed: repeat(94, 1_000), failed: 5, dropped: 1 });
    expect(scheduledQuantile(population, 0.94)).toEqual({ value: 1_000, censored: false });
    expect(scheduledQuantile(population, 0.95)).toEqual({ value: Infinity, censored: false });
  });

  it('takes an unknown age for 0', () => {
    const { counts, latency } = populationOf({ completed: repeat(2, 1_000), ages: [1, 1] });
    const population = { counts, ...(latency && { latency }) };
    expect(scheduledQuantile(population, 0.5)).toEqual({ value: 0, censored: true });
    expect(scheduledQuantile(population, 1)).toEqual({ value: 1_000, censored: true });
  });

  it('is absent when nothing was scheduled', () => {
    expect(scheduledQuantile(populationOf({}), 0.5)).toBeUndefined();
  });

  it('never falls when an answered item fails instead', () => {
    const latencies = fc.array(fc.integer({ min: 1, max: 60_000 }), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        latencies,
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, pick, q) => {
          const rest = all.filter((_, i) => i !== pick % all.length);
          const before = scheduledQuantile(populationOf({ completed: all }), q);
          const after = scheduledQuantile(populationOf({ completed: rest, failed: 1 }), q);
          expect(after?.value).toBeGreaterThanOrEqual((before?.value ?? NaN) / 1.001);
        },
      ),
      { seed: 1 },
    );
  });
});

describe('nearestRank', () => {
  it.each([
    [0.999, 20_000, 19_980],
    [0.5, 4, 2],
    [0.5, 5, 3],
    [0, 5, 1],
    [1, 5, 5],
  ])('of %d among %d is %d', (quantile, count, rank) => {
    expect(nearestRank(quantile, count)).toBe(rank);
  });
});
