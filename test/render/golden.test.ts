import { expect, it } from 'vitest';
import { renderers } from '../../src/render/index.ts';
import { aJudgedRun } from '../helpers/a-judged-run.ts';

/** Their bytes are pinned elsewhere, or follow from others. */
const ELSEWHERE = ['json', 'html', 'terminal'];

const formats = renderers.filter(({ name }) => !ELSEWHERE.includes(name));

it.each(formats)('$name: the bytes of one result', async ({ name, extension, each, load }) => {
  const result = aJudgedRun();
  const render = await load();
  const text = each
    ? result.strategies.map((strategy) => render(result, strategy)).join('\n')
    : (render as (of: typeof result) => string)(result);
  await expect(text).toMatchFileSnapshot(`fixtures/golden/${name}.${extension}`);
});
