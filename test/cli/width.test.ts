import { expect, it } from 'vitest';
import { widthOf } from '../../src/cli/width.ts';

it.each([
  [{ isTTY: true, columns: 80 }, 80],
  // Some terminals do not know.
  [{ isTTY: true, columns: 0 }, 120],
  [{ isTTY: false, columns: 80 }, 120],
])('is of %j %d', (stream, width) => {
  expect(widthOf(stream)).toBe(width);
});
