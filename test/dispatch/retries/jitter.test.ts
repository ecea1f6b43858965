import { describe, expect, it } from 'vitest';
import type { BackoffStep } from '../../../src/dispatch/retries/jitter.ts';
import { jitters } from '../../../src/dispatch/retries/jitter.ts';

/** The largest number that a draw can be. */
const ALMOST_ONE = 1 - 2 ** -53;
const BASE = 1_000;
const CAP = 30_000;

/** min(30 s, 1 s · 2^attempt) for attempts 0 to 6. */
const LADDER = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
const rungs = LADDER.map((v, attempt) => [attempt, v] as const);

function step(v: number, u: number, previous = BASE): BackoffStep {
  return { v, u, previous, base: BASE, cap: CAP };
}

describe.each(rungs)('after attempt %d, with v = %d ms', (_, v) => {
  it.each([
    ['none', 0, v],
    ['none', 0.5, v],
    ['none', ALMOST_ONE, v],
    ['full', 0, 0],
    ['full', 0.5, v / 2],
    ['full', ALMOST_ONE, v],
    ['equal', 0, v / 2],
    ['equal', 0.5, (3 * v) / 4],
    ['equal', ALMOST_ONE, v],
  ] as const)('%s waits at u = %d for %d ms', (rule, u, ms) => {
    expect(jitters[rule](step(v, u))).toBeCloseTo(ms, 9);
  });
});

describe('decorrelated', () => {
  // d = min(cap, base + u · (3 · previous − base)), each from the one before, the first from base.
  it.each([
    [0, [1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000]],
    [0.5, [2_000, 3_500, 5_750, 9_125, 14_187.5, 21_781.25, 30_000]],
    [ALMOST_ONE, [3_000, 9_000, 27_000, 30_000, 30_000, 30_000, 30_000]],
  ])('grows at u = %d from its own last wait', (u, waits) => {
    let previous = BASE;
    for (const [attempt, v] of LADDER.entries()) {
      previous = jitters.decorrelated(step(v, u, previous));
      expect(previous).toBeCloseTo(waits[attempt] ?? Number.NaN, 9);
    }
  });
});
