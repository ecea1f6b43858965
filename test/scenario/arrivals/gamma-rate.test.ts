import { describe, expect, it } from 'vitest';
import { gapsOf, lag1, mean, schedule, variation } from '../../helpers/schedule.ts';

describe('gamma-rate', () => {
  it.each([0.25, 1, 4, 100])('varies by 1/√k: 20,000 gaps of burstiness %d', (burstiness) => {
    const gaps = gapsOf(schedule('gamma-rate', { perSecond: 10, burstiness }, 20_000));
    const expected = 1 / Math.sqrt(burstiness);
    expect(Math.abs(mean(gaps) / 100 - 1)).toBeLessThan(0.03 * Math.max(1, expected));
    expect(Math.abs(variation(gaps) - expected)).toBeLessThan(0.03);
    expect(Math.abs(lag1(gaps))).toBeLessThan(0.03);
  });

  it('is the Poisson process where k is 1', () => {
    const gamma = schedule('gamma-rate', { perSecond: 10, burstiness: 1 }, 1_000);
    const poisson = schedule('poisson', { perSecond: 10 }, 1_000);
    for (const [i, time] of gamma.entries()) expect(time).toBeCloseTo(poisson[i] ?? 0, 1);
  });

  it('ends before its duration', () => {
    const due = schedule('gamma-rate', { perSecond: 10, burstiness: 2, duration: 5_000 }, 1_000);
    expect(due.at(-1)).toBeLessThan(5_000);
    expect(due.length).toBeLessThan(1_000);
  });
});
