import { describe, expect, it } from 'vitest';
import { retryAfterRules } from '../../../src/dispatch/retries/retry-after.ts';

const ALMOST_ONE = 1 - 2 ** -53;
const HINT = 5_000;

/** min(30 s, 1 s · 2^attempt) for attempts 0 to 6, and 2^attempt. */
const rungs = [
  [0, 1_000, 1],
  [1, 2_000, 2],
  [2, 4_000, 4],
  [3, 8_000, 8],
  [4, 16_000, 16],
  [5, 30_000, 32],
  [6, 30_000, 64],
] as const;

describe.each(rungs)('a hint of 5 s after attempt %d, with v = %d ms', (attempt, v, power) => {
  it.each([
    ['ignore', 0, 700],
    ['ignore', 0.5, 700],
    ['ignore', ALMOST_ONE, 700],
    ['exact', 0, 5_000],
    ['exact', 0.5, 5_000],
    ['exact', ALMOST_ONE, 5_000],
    ['floor+jitter', 0, 5_000],
    ['floor+jitter', 0.5, 5_000 + v / 2],
    ['floor+jitter', ALMOST_ONE, 5_000 + v],
    ['floor+1s', 0, 5_000],
    ['floor+1s', 0.5, 5_500],
    ['floor+1s', ALMOST_ONE, 6_000],
    ['floor+20%', 0, 5_000],
    ['floor+20%', 0.5, 5_500],
    ['floor+20%', ALMOST_ONE, 6_000],
    ['scaled', 0, 5_000 * power],
    ['scaled', 0.5, 5_000 * power],
    ['scaled', ALMOST_ONE, 5_000 * power],
  ] as const)('becomes by rule %s at u = %d a wait of %d ms', (rule, u, ms) => {
    const backoff = 700;
    expect(retryAfterRules[rule]({ cap: 30_000, hint: HINT, backoff, v, attempt, u })).toBeCloseTo(
      ms,
      9,
    );
  });
});
