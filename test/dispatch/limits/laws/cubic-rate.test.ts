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
