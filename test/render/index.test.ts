import { expect, it } from 'vitest';
import { renderers } from '../../src/render/index.ts';
import { aRun } from '../helpers/a-run.ts';

it.each(renderers)('$name loads on use and fills a .$extension file', async ({ load }) => {
  const render = await load();
  expect(render(aRun()).length).toBeGreaterThan(1_000);
});

it('has no two formats of one name', () => {
  const names = renderers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
