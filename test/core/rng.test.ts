import { describe, expect, it } from 'vitest';
import type { Rng } from '../../src/core/rng.ts';
import { createRng, hashText } from '../../src/core/rng.ts';

const DRAWS = 100_000;

/** Pearson's r of the neighbours in a series. */
function neighbourCorrelation(series: readonly number[]): number {
  const mean = average(series);
  let covariance = 0;
  let variance = 0;
  for (const [i, x] of series.entries()) {
    variance += (x - mean) ** 2;
    if (i > 0) covariance += (x - mean) * ((series[i - 1] ?? 0) - mean);
  }
  return covariance / variance;
}

function average(series: readonly number[]): number {
  return series.reduce((sum, x) => sum + x, 0) / series.length;
}

function draw(next: (i: number, rng: Rng) => number): number[] {
  const rng = createRng(42);
  return Array.from({ length: DRAWS }, (_, i) => next(i, rng));
}

describe('createRng', () => {
  it('draws the same number for a key in whatever order the keys are asked for', () => {
    const forwards = createRng(7);
    const backwards = createRng(7);
    const first = [0, 1, 2, 3].map((item) => forwards.uniform('latency', item));
    const second = [3, 2, 1, 0].map((item) => backwards.uniform('latency', item)).reverse();
    expect(second).toEqual(first);
  });

  it('counts attempts from 0', () => {
    const rng = createRng(7);
    expect(rng.uniform('latency', 3)).toBe(rng.uniform('latency', 3, 0));
  });

  it.each([
    ['seed', createRng(2).uniform('latency', 5, 1)],
    ['seed beyond 32 bits', createRng(1 + 2 ** 32).uniform('latency', 5, 1)],
    ['purpose', createRng(1).uniform('backoff', 5, 1)],
    ['item', createRng(1).uniform('latency', 6, 1)],
    ['attempt', createRng(1).uniform('latency', 5, 2)],
  ])('draws another number for another %s', (_, other) => {
    expect(other).not.toBe(createRng(1).uniform('latency', 5, 1));
  });

  it('tells item and attempt apart: (1, 2) is not (2, 1)', () => {
    const rng = createRng(1);
    expect(rng.uniform('latency', 1, 2)).not.toBe(rng.uniform('latency', 2, 1));
  });

  // Standard errors of 100 000 draws: mean 0.0009, variance 0.0002, correlation 0.0032. Limits are four of them.
  it.each([
    ['items', draw((i, rng) => rng.uniform('latency', i))],
    ['attempts', draw((i, rng) => rng.uniform('latency', 0, i))],
    ['seeds', draw((i) => createRng(i).uniform('latency', 0))],
  ])('spreads 100 000 %s evenly over [0, 1), neighbours unrelated', (_, draws) => {
    const mean = average(draws);
    const variance = average(draws.map((x) => (x - mean) ** 2));
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.0037);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
    expect(Math.abs(neighbourCorrelation(draws))).toBeLessThan(0.0127);
    expect(draws.every((x) => x >= 0 && x < 1)).toBe(true);
  });

  it('relates neither two purposes nor two attempts of an item', () => {
    const purposes = draw((i, rng) => rng.uniform(i % 2 ? 'latency' : 'backoff', i >> 1));
    const attempts = draw((i, rng) => rng.uniform('latency', i >> 1, i % 2));
    expect(Math.abs(neighbourCorrelation(purposes))).toBeLessThan(0.0127);
    expect(Math.abs(neighbourCorrelation(attempts))).toBeLessThan(0.0127);
  });

  it('repeats hardly a number among 1000 items with 100 attempts each', () => {
    const rng = createRng(3);
    const seen = new Set(draw((i) => rng.uniform('latency', i % 1_000, Math.floor(i / 1_000))));
    // Of 100 000 keys in 2^32 places 1.2 pairs meet on average.
    expect(seen.size).toBeGreaterThan(DRAWS - 10);
  });
});

describe('hashText', () => {
  // Test vectors of the FNV reference code, 32-bit FNV-1a.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hashes %j as FNV-1a does', (text, hash) => {
    expect(hashText(text)).toBe(hash);
  });
});
