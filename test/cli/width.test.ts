import { expect, it } from 'vitest';
import { heightOf, widthOf } from '../../src/cli/width.ts';

it.each([
  [{ isTTY: true, columns: 80 }, 80],
  // Some terminals do not know.
  [{ isTTY: true, columns: 0 }, 120],
  [{ isTTY: false, columns: 80 }, 120],
])('is of %j %d', (stream, width) => {
  expect(widthOf(stream)).toBe(width);
});

it.each([
  [30, 30],
  [0, 24],
])('of %d lines is %d high', (rows, height) => {
  expect(heightOf({ rows })).toBe(height);
});
