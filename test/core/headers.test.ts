import { expect, it } from 'vitest';
import { areHeaders } from '../../src/core/headers.ts';

it.each([
  [{}, true],
  [{ 'retry-after': '5', 'X-Note': 'caf\u00e9,\tand more', empty: '' }, true],
  [{ 'x y': '5' }, false],
  [{ '': '5' }, false],
  [{ x: 'two\nlines' }, false],
  [{ x: '\u20ac' }, false],
  [{ x: 5 }, false],
  [['x'], false],
  [null, false],
])('%j: %s', (value, carried) => {
  expect(areHeaders(value)).toBe(carried);
});
