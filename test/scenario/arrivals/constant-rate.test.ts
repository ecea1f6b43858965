import { describe, expect, it } from 'vitest';
import { arrivals } from '../../../src/scenario/arrivals/registry.ts';
import { countsPer, gapsOf, schedule, variation } from '../../helpers/schedule.ts';

describe('constant-rate', () => {
  it('is due at i / rate, also for the last of a million', () => {
    const expected = [0, 1_000 / 3, 2_000 / 3, 1_000];
    expect(schedule('constant-rate', { perSecond: 3 }, 4)).toEqual(expected);
    const process = arrivals.get('constant-rate')?.create({ perSecond: 3 } as never);
    expect(process?.next(3_000_000, 0, 0)).toBe(1_000_000_000);
  });

  it('ends before its duration', () => {
    expect(schedule('constant-rate', { perSecond: 10, duration: 300 }, 100)).toEqual([0, 100, 200]);
  });

  // A generator that draws its gaps reads 0.97 here and calls itself constant.
  it('is no exponential in disguise: gaps of 20,000 items vary by less than 1e-9', () => {
    const gaps = gapsOf(schedule('constant-rate', { perSecond: 32 }, 20_000));
    expect(variation(gaps)).toBeLessThan(1e-9);
  });

  it.each([37, 40, 1_000, 1_234.5])(
    'puts no 100 ms bucket off by more than one at %d/s',
    (perSecond) => {
      const counts = countsPer(100, schedule('constant-rate', { perSecond }, 20_000));
      for (const count of counts) expect(Math.abs(count - perSecond / 10)).toBeLessThanOrEqual(1);
    },
  );
});
