import { expect, it } from 'vitest';
import { renderJson } from '../../src/render/json.ts';
import { aRun } from '../helpers/a-run.ts';

it('writes a result that reads back equal, with a line break at the end', () => {
  const text = renderJson(aRun());
  expect(JSON.parse(text)).toEqual(aRun());
  expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,[\s\S]*\}\n$/);
});
