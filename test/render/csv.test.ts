import { expect, it } from 'vitest';
import { renderCsv } from '../../src/render/csv.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const fields = (name: string) => renderCsv(aRun([aStrategy({ name })])).split('\r\n')[1];

it.each([
  ['=1+1', ",'=1+1,"],
  ['+1', ",'+1,"],
  ['-1', ",'-1,"],
  ['@a', ",'@a,"],
  ['a,b', ',"a,b",'],
  ['say "hi"', ',"say ""hi""",'],
  ['two\nlines', ',"two\nlines",'],
  ['plain-10', ',plain-10,'],
])('writes the name %j as %j', (name, cell) => {
  expect(renderCsv(aRun([aStrategy({ name })]))).toContain(cell);
});

it('leaves a cell empty for what was not measured', () => {
  expect(fields('none')).toMatch(/,$/);
});

it('has a row for each strategy and round, and a head', () => {
  const rounds = { makespans: [1, 2, 3] };
  const text = renderCsv(aRun([aStrategy(rounds), aStrategy({ ...rounds, name: 'b' })]));
  expect(text.split('\r\n')).toHaveLength(1 + 6 + 1);
});
