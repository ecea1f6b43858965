import { describe, expect, it } from 'vitest';
import { jitters } from '../../../src/dispatch/retries/jitter.ts';
import { retryAfterRules } from '../../../src/dispatch/retries/retry-after.ts';

const ALMOST_ONE = 1 - 2 ** -53;
const LADDER = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];

describe.each(LADDER.map((v, attempt) => [attempt, v] as const))(
  'after attempt %d, with v = %d ms',
  (attempt, v) => {
    it.each([
      ['additive', 0, v],
      ['additive', 0.5, v + 500],
      ['additive', ALMOST_ONE, v + 1_000],
      ['proportional', 0, v],
      ['proportional', 0.5, v * 1.1],
      ['proportional', ALMOST_ONE, v * 1.2],
      ['sdk', 0, v],
      ['sdk', 0.5, v * 0.875],
      ['sdk', ALMOST_ONE, v * 0.75],
    ] as const)('%s waits at u = %d for %d ms', (rule, u, ms) => {
      const step = { v, u, attempt, previous: 1_000, base: 1_000, cap: 30_000 };
      expect(jitters[rule](step)).toBeCloseTo(ms, 9);
    });
  },
);

describe('decorrelated-polly', () => {
  // x(t) = 2^t · tanh(√(4t)) at t = 0 … 6.5; a wait is (x − last x) / 1.4 · 1 s, at most 30 s.
  it.each([
    [0, [0, 1_377.182, 1_460.067, 2_865.85, 5_717.807, 11_430.272, 22_858.027]],
    [0.5, [897.405, 1_093.004, 2_035.748, 4_045.979, 8_083.632, 16_163.663, 30_000]],
  ])('waits at u = %d always for the distance on the curve', (u, waits) => {
    for (const [attempt, wait] of waits.entries()) {
      const step = { v: 0, u, attempt, previous: 0, base: 1_000, cap: 30_000 };
      const previousU = attempt === 0 ? undefined : u;
      const got = jitters['decorrelated-polly']({ ...step, previousU });
      expect(got).toBeCloseTo(wait, 2);
    }
  });

  it('never waits for less than nothing: a small draw after a large one is 0', () => {
    const step = { v: 0, u: 0, attempt: 1, previous: 0, base: 1_000, cap: 30_000, previousU: 1 };
    expect(jitters['decorrelated-polly'](step)).toBe(0);
  });
});

describe('a Retry-After', () => {
  const step = { v: 1_000, attempt: 0, u: 0.5, backoff: 700, cap: 30_000 };

  it.each([
    ['up-to-60s', 60_000, 60_000],
    ['up-to-60s', 60_001, 700],
    ['up-to-cap', 30_000, 30_000],
    ['up-to-cap', 60_000, 30_000],
    ['within-5s', 200, 700],
    ['within-5s', 5_000, 5_000],
    ['within-5s', 60_000, 5_700],
  ] as const)('by rule %s of %d ms after a back-off of 0.7 s means %d ms', (rule, hint, ms) => {
    expect(retryAfterRules[rule]({ ...step, hint })).toBe(ms);
  });
});
