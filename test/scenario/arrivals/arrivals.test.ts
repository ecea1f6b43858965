import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { arrivals } from '../../../src/scenario/arrivals/registry.ts';

function schedule(kind: string, options: object, count: number, seed = 1): number[] {
  const process = arrivals.get(kind)?.create(options as never);
  const rng = createRng(seed);
  const due: number[] = [];
  while (due.length < count) {
    const u = rng.uniform('arrival', due.length);
    const next = process?.next(due.length, due.at(-1) ?? 0, u);
    if (next === undefined) break;
    due.push(next);
  }
  return due;
}

const gapsOf = (due: readonly number[]) => due.slice(1).map((time, i) => time - (due[i] ?? 0));
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('constant-rate', () => {
  it('is due at i / rate, also for the last of a million', () => {
    expect(schedule('constant-rate', { perSecond: 3 }, 4)).toEqual([
      0,
      1_000 / 3,
      2_000 / 3,
      1_000,
    ]);
    const process = arrivals.get('constant-rate')?.create({ perSecond: 3 } as never);
    expect(process?.next(3_000_000, 0, 0)).toBe(1_000_000_000);
  });

  it('ends before its duration', () => {
    expect(schedule('constant-rate', { perSecond: 10, duration: 300 }, 100)).toEqual([0, 100, 200]);
  });
});

describe('poisson', () => {
  const due = schedule('poisson', { perSecond: 10 }, 20_000);
  const gaps = gapsOf(due);

  it('has exponential gaps: mean 100 ms, coefficient of variation 1', () => {
    const average = mean(gaps);
    const deviation = Math.sqrt(mean(gaps.map((gap) => (gap - average) ** 2)));
    expect(average).toBeGreaterThan(98);
    expect(average).toBeLessThan(102);
    expect(Math.abs(deviation / average - 1)).toBeLessThan(0.03);
  });

  it('has no memory: lag-1 autocorrelation of the gaps below 0.03', () => {
    const average = mean(gaps);
    const covariance = mean(
      gaps.slice(1).map((gap, i) => (gap - average) * ((gaps[i] ?? 0) - average)),
    );
    const variance = mean(gaps.map((gap) => (gap - average) ** 2));
    expect(Math.abs(covariance / variance)).toBeLessThan(0.03);
  });

  it('has an index of dispersion of counts a second of 1 ± 0.1', () => {
    const seconds = Math.floor((due.at(-1) ?? 0) / 1_000);
    const counts = new Array<number>(seconds).fill(0);
    for (const time of due) {
      const second = Math.floor(time / 1_000);
      if (second < seconds) counts[second] = (counts[second] ?? 0) + 1;
    }
    const average = mean(counts);
    const dispersion = mean(counts.map((count) => (count - average) ** 2)) / average;
    expect(Math.abs(dispersion - 1)).toBeLessThan(0.1);
  });

  it('follows from the seed alone', () => {
    expect(schedule('poisson', { perSecond: 10 }, 50, 2)).not.toEqual(due.slice(0, 50));
    expect(schedule('poisson', { perSecond: 10 }, 50)).toEqual(due.slice(0, 50));
  });
});
