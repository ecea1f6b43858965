import { expect, it } from 'vitest';
import { TextColumn } from '../../src/measure/text-column.ts';

const ROWS = Array.from({ length: 5_000 }, (_, row) => row);

/** A text in every third row: short, long, and of more bytes than characters. */
const textOf = (row: number) => {
  if (row % 3 !== 0) return undefined;
  return row % 2 === 0 ? `req_${row}` : `é🙂${'x'.repeat(row % 200)}`;
};

function filled(): TextColumn {
  const column = new TextColumn();
  for (const row of ROWS) column.set(row, textOf(row));
  return column;
}

it('gives every text back, and nothing for the rows between them', () => {
  const column = filled();
  expect(ROWS.map((row) => column.get(row))).toEqual(ROWS.map(textOf));
  expect(column.get(1_000_000)).toBeUndefined();
});

it('keeps the rows that are named, from 0 on, and takes further ones', () => {
  const column = filled();
  column.keep(Uint32Array.of(1, 3, 4_998));
  column.set(3, 'new');
  expect([0, 1, 2, 3, 4].map((row) => column.get(row))).toEqual([
    undefined,
    textOf(3),
    textOf(4_998),
    'new',
    undefined,
  ]);
});

it('gives a text back to the letter, a byte order mark at its start included', () => {
  const column = new TextColumn();
  column.set(0, '\uFEFFreq_1');
  expect(column.get(0)).toBe('\uFEFFreq_1');
});
