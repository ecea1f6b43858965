import { expect, it } from 'vitest';
import { Lines } from '../../../src/client/batches/lines.ts';

function linesOf(...pieces: string[]): string[] {
  const found: string[] = [];
  const lines = new Lines((line) => found.push(line));
  for (const piece of pieces) lines.add(piece);
  lines.end();
  return found;
}

it.each([
  [['a\nb\n'], ['a', 'b']],
  [
    ['a', '\n', 'b'],
    ['a', 'b'],
  ],
  [
    ['ab\nc', 'd\nef'],
    ['ab', 'cd', 'ef'],
  ],
  [['a\n\n'], ['a', '']],
  [['', ''], []],
])('cuts %j into %j', (pieces, expected) => {
  expect(linesOf(...pieces)).toEqual(expected);
});

it('keeps no line of more than 64 MiB', () => {
  const piece = 'x'.repeat(2 ** 25);
  const [first = '', second] = linesOf(piece, piece, piece, '\nnext\n');
  expect(first.length).toBeLessThan(2 ** 26);
  expect(second).toBe('next');
});
