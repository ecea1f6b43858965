import { expect, it } from 'vitest';
import { showValue } from '../../../src/scenario/check/show-value.ts';

it.each([
  ['60', '"60"'],
  ['a\nb\u001b[31m', '"a\\nb\\u001b[31m"'],
  [0, '0'],
  [Number.NaN, 'NaN'],
  [null, 'null'],
  [undefined, 'nothing'],
  [() => 1, 'a function'],
  [{ apiKey: 'secret' }, 'an object'],
  [['secret'], 'a list'],
  [[], 'an empty list'],
  [
    [
      [2, 82.5],
      [1, -3],
    ],
    '[[2,82.5],[1,-3]]',
  ],
])('shows %j as %s', (value, shown) => {
  expect(showValue(value)).toBe(shown);
});

it('cuts text to 60 characters', () => {
  const shown = showValue('x'.repeat(100));

  expect(shown).toBe(`"${'x'.repeat(57)}…"`);
  expect(shown).toHaveLength(60);
});

it.each(['sk-ant-api03-abcdef', 'Bearer abcdef', 'key is sk-proj-123'])(
  'shows nothing of the key in %j',
  (key) => {
    expect(showValue(key)).toBe('a key (not shown)');
  },
);
