import { describe, expect, it } from 'vitest';
import { FullColumn, NumberColumn, WholeColumn } from '../../src/measure/columns.ts';

describe.each([
  ['a column of any numbers', () => new NumberColumn(), [0, 0.25, -3, 90_000_000_000]],
  ['a column of whole numbers', () => new WholeColumn(), [0, 1, 200, 4_294_967_294]],
])('%s', (_, create, values) => {
  it.each(values)('gives %d back, and nothing for the row before it', (value) => {
    const column = create();
    column.set(1, value);
    expect([column.get(0), column.get(1)]).toEqual([undefined, value]);
  });

  it('keeps what is absent absent, in a block with values and in one without', () => {
    const column = create();
    column.set(0, undefined);
    column.set(1, 7);
    column.set(5_000, undefined);
    expect([0, 1, 5_000].map((row) => column.get(row))).toEqual([undefined, 7, undefined]);
  });

  it('keeps 10 000 rows apart', () => {
    const column = create();
    const rows = Array.from({ length: 10_000 }, (_row, row) => row);
    for (const row of rows) column.set(row, row * 2);
    expect(rows.filter((row) => column.get(row) !== row * 2)).toEqual([]);
  });
});

it('reads 0 in a full column where nothing else was set', () => {
  const column = new FullColumn(new WholeColumn());
  column.set(0, 0);
  column.set(1, 7);
  expect([0, 1, 2].map((row) => column.get(row))).toEqual([0, 7, 0]);
});

it.each([
  ['any numbers', () => new NumberColumn()],
  ['whole numbers', () => new WholeColumn()],
  ['numbers none of which is absent', () => new FullColumn(new WholeColumn())],
])('keeps the rows that are named of a column of %s, from 0 on', (_, create) => {
  const column = create();
  for (const [row, value] of [0, 7, 9, 11].entries()) column.set(row, value);
  column.set(4_097, 13);
  column.keep(Uint32Array.of(1, 3, 4_097));
  expect([0, 1, 2].map((row) => column.get(row))).toEqual([7, 11, 13]);
  expect(column.get(4_097) ?? 0).toBe(0);
});

it.each([
  ['any numbers', () => new NumberColumn()],
  ['whole numbers', () => new WholeColumn()],
])('forgets the others of a column of %s, whose memory is used again', (_, create) => {
  const column = create();
  for (let row = 0; row < 10_000; row++) column.set(row, row);
  column.keep(Uint32Array.of(0, 9_999));
  for (const row of [3, 5_000, 9_000]) column.set(row, undefined);
  column.set(9_001, 5);
  const rows = [0, 1, 2, 3, 5_000, 9_000, 9_001];
  expect(rows.map((row) => column.get(row))).toEqual([0, 9_999, ...Array(4).fill(undefined), 5]);
});
