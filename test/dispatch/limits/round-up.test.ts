import { expect, it } from 'vitest';
import { roundUpToMicrosecond } from '../../../src/dispatch/limits/round-up.ts';

it.each([
  [0.000_2, 0.001],
  [1_234.567_1, 1_234.568],
  [1_234.567, 1_234.567],
  [60_000 / 7, 8_571.429],
  [0.1 + 0.2, 0.3],
  [0, 0],
  [-5, 0],
  [Number.NEGATIVE_INFINITY, 0],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
])('a wait of %d ms is %d ms on the clock', (ms, rounded) => {
  expect(roundUpToMicrosecond(ms)).toBe(rounded);
});
