import { expect, it } from 'vitest';
import { retryAfterSeconds } from '../../../../mock-server/limits/headers/retry-after.ts';

it.each([
  [0.001, 1],
  [1_000, 1],
  [1_000.001, 2],
  [1_200, 2],
  [15_000, 15],
  [37_044, 38],
])('asks to wait %d ms as %d whole seconds', (wait, seconds) => {
  expect(retryAfterSeconds(wait)).toBe(seconds);
});
