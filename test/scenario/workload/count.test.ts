import { expect, it } from 'vitest';
import { itemsOf, mistakesOf, planOf } from '../scenarios.ts';

const prompt = (i: number) => `Item ${i}`;

it('makes one item for each index, in order', async () => {
  expect(await itemsOf({ count: 3, prompt, system: 'Be brief.', maxTokens: 8 })).toStrictEqual([
    { index: 0, prompt: 'Item 0', maxTokens: 8, system: 'Be brief.' },
    { index: 1, prompt: 'Item 1', maxTokens: 8, system: 'Be brief.' },
    { index: 2, prompt: 'Item 2', maxTokens: 8, system: 'Be brief.' },
  ]);
});

it('takes a tag of each index; nothing is no tag', async () => {
  const tag = (i: number) => (i === 2 ? '' : `customer ${i % 2}`);
  const items = await itemsOf({ count: 3, prompt, tag });
  expect(items.map((item) => item.tag)).toEqual(['customer 0', 'customer 1', undefined]);
  expect(await mistakesOf({ workload: { count: 3, prompt, tag: 'acme' } })).toEqual([
    'workload.tag: expected a function of the item\'s index, got "acme".',
    "  write tag: (i) => 'customer ' + (i % 3).",
  ]);
});

it.each([
  [
    'throws',
    () => {
      throw new Error('oops');
    },
    'item 0: tag() threw: oops',
  ],
  ['is a list', () => [], 'item 0: expected a tag that is a text or a number, got an empty list.'],
])('names the item whose tag %s', async (_, tag, message) => {
  expect((await mistakesOf({ workload: { count: 3, prompt, tag } }))[0]).toContain(message);
});

it('calls prompt only as items are needed, not a million times at once', async () => {
  let calls = 0;
  const { plan, workload } = await planOf({
    workload: {
      count: 1_000_000,
      prompt: (i: number) => {
        calls++;
        return `Item ${i}`;
      },
    },
  });

  expect([plan.workload.count, workload.count, calls]).toEqual([1_000_000, 1_000_000, 1]);
});

it('gives a fresh pass over the items to each strategy', async () => {
  const { workload } = await planOf({ workload: { count: 2, prompt } });
  const passes: string[][] = [];
  for (let pass = 0; pass < 2; pass++) {
    const prompts: string[] = [];
    for await (const item of workload.items()) prompts.push(item.prompt);
    passes.push(prompts);
  }

  expect(passes).toEqual([
    ['Item 0', 'Item 1'],
    ['Item 0', 'Item 1'],
  ]);
});

it('names the item whose prompt is broken while it runs', async () => {
  const broken = (i: number) => (i < 2 ? 'fine' : '');

  await expect(itemsOf({ count: 3, prompt: broken })).rejects.toMatchObject({
    code: 'WORKLOAD_INVALID',
    message: 'item 2: expected a prompt of at least one character, got "".',
  });
});

it.each([
  [
    'no count',
    { prompt },
    [
      'workload.count: missing; expected a whole number of at least 1.',
      '  name how many items to send: count: 100.',
    ],
  ],
  [
    'a prompt of text',
    { count: 2, prompt: 'Hi.' },
    [
      `workload.prompt: expected a function of the item's index, got "Hi.".`,
      "  write prompt: (i) => 'Classify review ' + i.",
    ],
  ],
  [
    'a prompt() that returns a number',
    { count: 2, prompt: (i: number) => i },
    ['workload: item 0: expected a prompt of at least one character, got 0.'],
  ],
  [
    'a prompt() that throws',
    {
      count: 2,
      prompt: () => {
        throw new Error('no rows');
      },
    },
    ['workload: item 0: prompt() threw: no rows'],
  ],
  [
    'no tokens',
    { count: 2, prompt, maxTokens: 0 },
    ['workload.maxTokens: expected a whole number of at least 1, got 0.'],
  ],
  [
    'an unknown kind',
    { kind: 'jsnl', path: 'x' },
    [
      'workload.kind: unknown value "jsnl"; did you mean "jsonl"?',
      '  known: count, jsonl, csv, synthetic.',
    ],
  ],
  [
    'text',
    'prompts.txt',
    [
      'workload: expected a workload, got "prompts.txt".',
      "  for example { count: 100, prompt: (i) => 'Say ' + i }.",
    ],
  ],
])('refuses a workload with %s', async (_, workload, mistakes) => {
  expect(await mistakesOf({ workload })).toEqual(mistakes);
});
