import { expect, it } from 'vitest';
import { nearest } from '../../../src/scenario/check/nearest.ts';

it.each([
  ['exactly', ['ignore', 'exact'], 'exact'],
  ['semafore', ['waves', 'semaphore'], 'semaphore'],
  ['SIZE', ['scope', 'size'], 'size'],
  ['sizes', ['size', 'sizes-all'], 'size'],
  ['ab', ['cd'], undefined],
  ['', ['size'], undefined],
  ['size', [], undefined],
])('takes %j among %j for %j', (word, known, meant) => {
  expect(nearest(word, known)).toBe(meant);
});
