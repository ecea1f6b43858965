import { expect, it } from 'vitest';
import { nextCubic, startCubic } from '../../../../src/dispatch/limits/laws/cubic-rate.ts';

/** Ten responses in the first half second: 20 a second, of which the average takes 0.8. */
function measured() {
  let state = startCubic(0);
  for (let i = 1; i <= 10; i++) state = nextCubic(state, false, i * 50);
  return state;
}

it('has no rate before the first refusal', () => {
  expect(measured()).toMatchObject({ measured: 16, responses: 0, bucket: 500 });
  expect(measured().rate).toBeUndefined();
});

it('falls to 0.7 of the measured rate at a refusal, and at the next to 0.7 of that', () => {
  const once = nextCubic(measured(), true, 600);
  expect(once).toMatchObject({ rate: 11.2, lastMax: 16, lastRefusal: 600 });
  expect(nextCubic(once, true, 650).rate).toBeCloseTo(0.7 * 11.2, 9);
});

it('rises on the cubic: 0.1 s after a fall from 16, K = ∛12 = 2.289 s', () => {
  const state = nextCubic(nextCubic(measured(), true, 600), false, 700);
  expect(state.rate).toBeCloseTo(0.4 * (0.1 - Math.cbrt(12)) ** 3 + 16, 9);
  expect(state.rate).toBeCloseTo(11.802, 3);
});

it('is at most twice the measured rate, and at least one start in 2 s', () => {
  // Two responses in the 2 s up to 2.5 s: 0.8 · 1 + 0.2 · 16 = 4 a second.
  const state = nextCubic(nextCubic(measured(), true, 600), false, 2_700);
  expect(state.measured).toBeCloseTo(4, 9);
  expect(state.rate).toBeCloseTo(8, 9);
  expect(nextCubic(startCubic(0), true, 100).rate).toBe(0.5);
});

// Written beside the formulas, not with the code: 429s at 1.25, 1.6, 2.1 and 6.5 s; twice the measured rate from 4 s on.
it('follows a trace of 20 responses', () => {
  const trace = [
    ...[100, 200, 300, 400, 500, 700, 900, 1_000].map((at) => [at, false, undefined] as const),
    [1_250, true, 4.48],
    [1_500, false, 5.213_389],
    [1_600, true, 3.136],
    [1_750, false, 3.500_709],
    [2_000, false, 3.950_825],
    [2_100, true, 2.765_577],
    [2_500, false, 3.505_645],
    [3_000, false, 3.889_12],
    [3_500, false, 3.950_806],
    [4_000, false, 3.990_703],
    [6_000, false, 1.607_485],
    [6_500, true, 1.125_24],
  ] as const;
  let state = startCubic(0);
  for (const [at, refused, rate] of trace) {
    state = nextCubic(state, refused, at);
    if (rate === undefined) expect(state.rate).toBeUndefined();
    else expect(state.rate).toBeCloseTo(rate, 5);
  }
  expect(trace).toHaveLength(20);
});
