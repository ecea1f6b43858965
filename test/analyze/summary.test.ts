import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/analyze/summary.ts';
import type { StrategyResult } from '../../src/core/run-result.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const rowOf = (strategies: readonly StrategyResult[], name: string) =>
  summarise(aRun(strategies)).rows.find((row) => row.name === name);

describe('rows', () => {
  it('lists strategies that answered everything first, then by makespan', () => {
    const rows = summarise(
      aRun([
        aStrategy({ name: 'lossy', makespans: [1_000], failed: 1 }),
        aStrategy({ name: 'slow', makespans: [9_000] }),
        aStrategy({ name: 'fast', makespans: [5_000] }),
      ]),
    ).rows;
    expect(rows.map(({ name }) => name)).toEqual(['fast', 'slow', 'lossy']);
  });

  it('takes the median of the rounds, with the lowest and the highest', () => {
    expect(rowOf([aStrategy({ name: 'a', makespans: [9, 5, 6, 8] })], 'a')?.makespan).toEqual({
      centre: 7,
      low: 5,
      high: 9,
    });
  });
});

describe('speed-up', () => {
  const sequential = aStrategy({ name: 'one', kind: 'sequential', makespans: [100_000] });
  const fast = aStrategy({ name: 'fast', makespans: [12_500] });

  it('divides the makespan of the sequential strategy, wherever it stands', () => {
    expect(rowOf([fast, sequential], 'fast')?.speedup).toBe(8);
    expect(summarise(aRun([fast, sequential])).baseline).toBe('one');
  });

  it('takes the first strategy as baseline when none is sequential', () => {
    expect(summarise(aRun([fast])).baseline).toBe('fast');
  });

  it('has none for the baseline, for lost items and for a makespan of 0', () => {
    const lossy = aStrategy({ name: 'lossy', makespans: [1_000], failed: 1 });
    const nothing = aStrategy({ name: 'nothing', makespans: [0] });
    const all = [sequential, lossy, nothing];
    expect(all.map(({ name }) => rowOf(all, name)?.speedup)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('slots busy', () => {
  const busy = (attempts: number, size: number, makespan: number, options = {}) =>
    rowOf(
      [
        aStrategy({
          name: 'a',
          options: { size, ...options },
          metrics: { in_flight: { peak: size, mean: attempts / makespan } },
        }),
      ],
      'a',
    )?.slotsBusy;

  it.each([
    [113.5, 10, 19.44, 0.58],
    [119.8, 10, 14.03, 0.85],
  ])('is the time on the wire, %d s, over %d slots × %d s: %d', (wire, size, span, share) => {
    expect(busy(wire, size, span)).toBeCloseTo(share, 2);
  });

  it('does not exist for a rate strategy, whose size is only a guard', () => {
    expect(busy(113.5, 100, 19.44, { rpm: 600 })).toBeUndefined();
  });
});

it('has no share of answered items when there were none', () => {
  expect(rowOf([aStrategy({ name: 'idle', items: 0 })], 'idle')?.answered).toBeUndefined();
});
