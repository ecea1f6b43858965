import { expect, it } from 'vitest';
import { sharedLength } from '../../../src/render/html/shared-length.ts';

const strategies = (...makespans: readonly number[]) =>
  makespans.map((makespan, i) => ({ name: `s${i}`, makespan }));

it.each([
  ['the longest but a baseline 8 times as long', [80, 10, 9], 10],
  ['the baseline when it is at most 1.6 times as long', [16, 10, 9], 16],
  ['the only one', [80], 80],
  ['0 without strategies', [], 0],
  ['0 when nothing took time', [0, 0], 0],
])('is %s', (_, makespans, length) => {
  expect(sharedLength(strategies(...makespans), 's0')).toBe(length);
});
