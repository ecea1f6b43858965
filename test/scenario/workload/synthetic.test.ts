import { expect, it } from 'vitest';
import { synthetic } from '../../../src/scenario/workload/synthetic.ts';
import { itemsOf, mistakesOf, planOf } from '../scenarios.ts';

it.each([
  [{ characters: 1 }, 1],
  [{ characters: 500 }, 500],
  [{ tokens: 10 }, 40],
])('makes prompts of exactly the length of %j: %i characters', async (length, characters) => {
  const items = await itemsOf({ kind: 'synthetic', count: 20, ...length });

  expect(items.map(({ prompt }) => prompt.length)).toEqual(Array(20).fill(characters));
  expect(items.filter(({ prompt }) => prompt !== prompt.trim())).toEqual([]);
});

it('repeats its prompts for the same seed only, and makes another for each item', async () => {
  const prompts = async (seed: number) => {
    const { workload } = await planOf({ seed, workload: synthetic({ count: 2, tokens: 50 }) });
    const made: string[] = [];
    for await (const { prompt } of workload.items()) made.push(prompt);
    return made;
  };
  const [first, again, other] = await Promise.all([prompts(1), prompts(1), prompts(2)]);

  expect(again).toEqual(first);
  expect(new Set([...first, ...other]).size).toBe(4);
});

it.each([[{}], [{ tokens: 5, characters: 20 }]])(
  'asks for exactly one length, not %j',
  async (length) => {
    expect(await mistakesOf({ workload: { kind: 'synthetic', count: 2, ...length } })).toEqual([
      'workload: expected either tokens or characters.',
      '  name one length: tokens: 500.',
    ]);
  },
);
