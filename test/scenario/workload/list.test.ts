import { expect, it } from 'vitest';
import { itemsOf, mistakesOf, planOf } from '../scenarios.ts';

it('takes prompts, and prompts with settings of their own', async () => {
  const rows = ['One.', { prompt: 'Two.', maxTokens: 9, system: 'Be brief.' }];

  expect(await itemsOf(rows)).toStrictEqual([
    { index: 0, prompt: 'One.', maxTokens: 256 },
    { index: 1, prompt: 'Two.', maxTokens: 9, system: 'Be brief.' },
  ]);
  expect((await planOf({ workload: rows })).plan.workload).toStrictEqual({
    kind: 'list',
    count: 2,
    maxTokens: 256,
  });
});

it('takes a tag of each item', async () => {
  const rows = [{ prompt: 'One.', tag: 'acme' }, 'Two.'];
  expect((await itemsOf(rows)).map(({ tag }) => tag)).toEqual(['acme', undefined]);
  expect(await mistakesOf({ workload: [{ prompt: 'One.', tag: '' }] })).toEqual([
    'workload[0].tag: expected a tag of at least one character, got "".',
  ]);
});

it('reports each broken row by its position', async () => {
  expect(await mistakesOf({ workload: ['fine', '', { promt: 'x' }, 5] })).toEqual([
    'workload[1].prompt: expected a prompt of at least one character, got "".',
    '  write "…" or { prompt: "…" }.',
    'workload[2].promt: unknown option; did you mean "prompt"?',
    '  known: prompt, tag, system, maxTokens.',
    'workload[2].prompt: missing; expected a prompt of at least one character.',
    '  write "…" or { prompt: "…" }.',
    'workload[3]: expected a prompt or { prompt: "…" }, got 5.',
  ]);
});

it('refuses an empty list', async () => {
  expect(await mistakesOf({ workload: [] })).toEqual([
    'workload: expected at least one prompt, got an empty list; write ["…"].',
  ]);
});
