import { expect, it } from 'vitest';
import { indentJson, renderJson } from '../../src/render/json.ts';
import { aComparison, aRun } from '../helpers/a-run.ts';

it('writes a result that reads back equal, with a line break at the end', () => {
  const text = renderJson(aRun());
  expect(JSON.parse(text)).toEqual(aRun());
  expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,[\s\S]*\}\n$/);
});

it('gives every array of numbers one line, however long', () => {
  const text = renderJson(aComparison());
  expect(JSON.parse(text)).toEqual(aComparison());
  expect(text).toMatch(/^ +"in_flight": \[\d[^\n]*\d\],$/m);
  expect(text.split('\n').length).toBeLessThan(2_000);
});

it.each([
  [[1, -2.5, 1e21, 1e-7], '[1, -2.5, 1e+21, 1e-7]'],
  [{ a: [0] }, '{\n  "a": [0]\n}'],
  [[], '[]'],
  [['1', '2'], '[\n  "1",\n  "2"\n]'],
  [[1, null], '[\n  1,\n  null\n]'],
  [[[1, 2]], '[\n  [1, 2]\n]'],
  ['[\n  1,\n  2\n]', '"[\\n  1,\\n  2\\n]"'],
])('indents %j', (value, text) => {
  expect(indentJson(value)).toBe(text);
});
