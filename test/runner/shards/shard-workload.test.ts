import { describe, expect, it } from 'vitest';
import type { Arrivals } from '../../../src/core/arrivals.ts';
import { createRng } from '../../../src/core/rng.ts';
import { DueTimes } from '../../../src/runner/due-times.ts';
import { shardWorkload } from '../../../src/runner/shards/shard-workload.ts';
import { splitWarmUp } from '../../../src/runner/warm-up.ts';
import { constantRate } from '../../../src/scenario/arrivals/constant-rate.ts';
import { poisson } from '../../../src/scenario/arrivals/poisson.ts';
import { aStream, aWorkload } from '../../helpers/strategy-run.ts';

async function numbersOf(index: number, of: number, workload = aWorkload(10)) {
  const numbers: number[] = [];
  for await (const item of shardWorkload(workload, index, of).items()) numbers.push(item.index);
  return numbers;
}

describe('shardWorkload', () => {
  it('deals the items out, each with its number', async () => {
    expect(await Promise.all([0, 1, 2].map((index) => numbersOf(index, 3)))).toEqual([
      [0, 3, 6, 9],
      [1, 4, 7],
      [2, 5, 8],
    ]);
  });

  it('deals a warm-up out, whose numbers begin elsewhere, as many as it counts', async () => {
    for (const size of [1, 10]) {
      const { warmUp = aWorkload(0) } = splitWarmUp(aWorkload(20), size);
      const shares = await Promise.all([0, 1, 2].map((index) => numbersOf(index, 3, warmUp)));
      expect(shares.map(({ length }) => length)).toEqual(
        [0, 1, 2].map((index) => shardWorkload(warmUp, index, 3).count),
      );
      expect(shares.flat().length).toBe(size);
    }
  });

  it('counts its share where the whole is known', () => {
    expect([0, 1, 2].map((index) => shardWorkload(aWorkload(10), index, 3).count)).toEqual([
      4, 3, 3,
    ]);
    expect(shardWorkload(aWorkload(1), 2, 3).count).toBe(0);
    expect(shardWorkload(aStream(10), 0, 3).count).toBeUndefined();
  });
});

/** When items become due, each thread walking its own share of the schedule, all together. */
function dueTimes(arrivals: Arrivals, count: number, threads: number) {
  const times = Array.from({ length: threads }, (_, thread) => {
    const walk = new DueTimes(arrivals, createRng(11));
    const own: number[] = [];
    for (let index = thread; index < count; index += threads) own.push(walk.of(index) ?? 0);
    return own;
  });
  return times.flat().sort((a, b) => a - b);
}

describe('an open load on several threads', () => {
  it.each([1, 10])(
    'is Poisson with %d of them: dispersed as it must be, and without memory',
    (threads) => {
      const times = dueTimes(poisson.create({ perSecond: 10 } as never), 20_000, threads);
      const seconds = Math.floor((times.at(-1) ?? 0) / 1_000);
      const counts = new Array<number>(seconds).fill(0);
      for (const time of times) {
        const second = Math.floor(time / 1_000);
        if (second < seconds) counts[second] = (counts[second] ?? 0) + 1;
      }
      const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
      const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1);
      expect(Math.abs(variance / mean - 1)).toBeLessThan(0.05);
      const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
      const gapMean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
      const square = gaps.reduce((sum, gap) => sum + (gap - gapMean) ** 2, 0);
      const lagged = gaps
        .slice(1)
        .reduce((sum, gap, i) => sum + (gap - gapMean) * ((gaps[i] ?? 0) - gapMean), 0);
      expect(Math.abs(lagged / square)).toBeLessThan(0.03);
    },
  );

  it('is the same schedule with any number of threads', () => {
    const load = poisson.create({ perSecond: 10 } as never);
    expect(dueTimes(load, 1_000, 7)).toEqual(dueTimes(load, 1_000, 1));
  });

  it('is constant with 4 of them: no 100 ms are off by more than one', () => {
    const times = dueTimes(constantRate.create({ perSecond: 40 } as never), 400, 4);
    for (let from = 0; from < 10_000; from += 100) {
      const within = times.filter((time) => time >= from && time < from + 100).length;
      expect(Math.abs(within - 4)).toBeLessThanOrEqual(1);
    }
  });
});
