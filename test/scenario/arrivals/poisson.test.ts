import { describe, expect, it } from 'vitest';
import {
  countsPer,
  dispersion,
  gapsOf,
  lag1,
  mean,
  schedule,
  variation,
} from '../../helpers/schedule.ts';

const N = 20_000;

/** The union of the shares of so many workers, each with the whole run's seed. */
const sharedBy = (workers: number) =>
  Array.from({ length: workers }, (_, from) =>
    schedule('poisson', { perSecond: 10 }, N / workers, { step: workers, from }),
  )
    .flat()
    .sort((a, b) => a - b);

describe.each([1, 10])('poisson at 10/s, shared by %d workers', (workers) => {
  const due = sharedBy(workers);
  const gaps = gapsOf(due);

  it('has exponential gaps: mean 100 ms, coefficient of variation 1 ± 0.03', () => {
    expect(Math.abs(mean(gaps) - 100)).toBeLessThan(2);
    expect(Math.abs(variation(gaps) - 1)).toBeLessThan(0.03);
  });

  it('has no memory: lag-1 autocorrelation of the gaps below 0.03', () => {
    expect(Math.abs(lag1(gaps))).toBeLessThan(0.03);
  });

  it('has an index of dispersion of counts a second of 1 ± 0.05', () => {
    expect(Math.abs(dispersion(countsPer(1_000, due)) - 1)).toBeLessThan(0.05);
  });

  it('is sample for sample the schedule of one worker', () => {
    expect(due).toEqual(schedule('poisson', { perSecond: 10 }, N));
  });
});

describe('poisson', () => {
  it('follows from the seed alone', () => {
    const schedules = [1, 1, 2].map((seed) => schedule('poisson', { perSecond: 10 }, 50, { seed }));
    expect(schedules[1]).toEqual(schedules[0]);
    expect(schedules[2]).not.toEqual(schedules[0]);
  });

  // At 0.1/s, because two of 20,000 gaps of 100 ms are often the same microsecond.
  it('has at least 99.9 % distinct gaps', () => {
    const gaps = gapsOf(schedule('poisson', { perSecond: 0.1 }, N)).map((gap) => gap.toFixed(3));
    expect(new Set(gaps).size / gaps.length).toBeGreaterThanOrEqual(0.999);
  });

  // What ten workers that draw from the same seed make of it: each gap ten times over.
  it('would show workers with the same seed: a dispersion of counts above 6', () => {
    const one = schedule('poisson', { perSecond: 1 }, N / 10);
    const all = one.flatMap((time) => new Array<number>(10).fill(time));
    expect(dispersion(countsPer(1_000, all))).toBeGreaterThan(6);
  });
});
