import { expect, it } from 'vitest';
import { renderers } from '../../src/render/index.ts';
import { aJudgedRun } from '../helpers/a-judged-run.ts';
import { aStrategy } from '../helpers/a-run.ts';

it.each(renderers)('$name loads on use and fills a .$extension file', async ({ load }) => {
  const render = await load();
  const result = aJudgedRun();
  expect(render(result, aStrategy()).length).toBeGreaterThan(200);
});

it('has no two formats of one name', () => {
  const names = renderers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
