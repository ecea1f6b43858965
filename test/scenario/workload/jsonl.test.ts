import { expect, it } from 'vitest';
import { jsonl } from '../../../src/scenario/workload/jsonl.ts';
import { itemsOf, mistakesOf, planOf } from '../scenarios.ts';
import { temporaryFolder } from '../temporary-folder.ts';

it('makes one item a line, with file and line, from the field "prompt"', async () => {
  using folder = temporaryFolder({ 'a.jsonl': '{"prompt":"one"}\r\n\n{"prompt":"two"}' });

  expect(await itemsOf(jsonl({ path: 'a.jsonl' }), folder.path)).toStrictEqual([
    { index: 0, prompt: 'one', maxTokens: 256, source: 'a.jsonl:1' },
    { index: 1, prompt: 'two', maxTokens: 256, source: 'a.jsonl:3' },
  ]);
});

it('takes another field, or makes prompts of whole rows', async () => {
  using folder = temporaryFolder({ 'a.jsonl': '{"q":"one","n":1}\n' });
  const promptWith = async (
    prompt: string | ((row: Readonly<Record<string, unknown>>) => string),
  ) => (await itemsOf(jsonl({ path: 'a.jsonl', prompt }), folder.path))[0]?.prompt;

  expect(await promptWith('q')).toBe('one');
  expect(await promptWith((row) => `${row.n}: ${row.q}`)).toBe('1: one');
});

it('takes tags from a field, where a row has it', async () => {
  using folder = temporaryFolder({
    'a.jsonl': '{"prompt":"one","user":17}\n{"prompt":"two"}\n{"prompt":"three","user":"x"}\n',
  });
  const items = await itemsOf(jsonl({ path: 'a.jsonl', tag: 'user' }), folder.path);
  expect(items.map(({ tag }) => tag)).toEqual(['17', undefined, 'x']);
});

it('refuses a tag that no row has, or one that is misspelt', async () => {
  const rows = (count: number) => '{"prompt":"?","customer":""}\n'.repeat(count);
  using folder = temporaryFolder({
    'few.jsonl': rows(2),
    'late.jsonl': `${rows(1_000)}{"prompt":"?","rare":"x"}`,
    'soon.jsonl': `${rows(999)}{"prompt":"?","rare":"x"}`,
  });
  const mistakes = (path: string, tag: string) =>
    mistakesOf({ workload: { kind: 'jsonl', path, tag } }, folder.path);
  expect(await mistakes('few.jsonl', 'custmer')).toEqual([
    `workload.tag: none of the first 2 rows of ${folder.path}/few.jsonl has a field "custmer"; did you mean "customer"?`,
    '  known: prompt, customer.',
  ]);
  expect(await mistakes('late.jsonl', 'rare')).toEqual([]);
  expect(await mistakes('late.jsonl', 'custmer')).toHaveLength(2);
  expect(await mistakes('soon.jsonl', 'rare')).toEqual([]);
});

it('ends a line at a line feed only: JSON may hold U+2028 as it is', async () => {
  using folder = temporaryFolder({ 'a.jsonl': '\uFEFF{"prompt":"one\u2028two"}\n' });

  const items = await itemsOf(jsonl({ path: 'a.jsonl' }), folder.path);

  expect(items.map(({ prompt }) => prompt)).toEqual(['one\u2028two']);
});

it('reads lines that are longer than a chunk of the file', async () => {
  const long = 'ä'.repeat(200_000);
  using folder = temporaryFolder({ 'a.jsonl': `{"prompt":"${long}"}\n{"prompt":"b"}\n` });

  const items = await itemsOf(jsonl({ path: 'a.jsonl' }), folder.path);

  expect(items.map(({ prompt }) => prompt.length)).toEqual([200_000, 1]);
});

it('knows the number of items only with a limit', async () => {
  using folder = temporaryFolder({ 'a.jsonl': '{"prompt":"one"}\n{"prompt":"two"}\nbroken' });
  const open = planOf({ workload: jsonl({ path: 'a.jsonl' }) }, folder.path);
  const limited = planOf({ workload: jsonl({ path: 'a.jsonl', limit: 2 }) }, folder.path);

  expect((await open).workload.count).toBeUndefined();
  expect((await limited).workload.count).toBe(2);
});

it('names file and line of a broken row when it comes to it', async () => {
  using folder = temporaryFolder({ 'a.jsonl': '{"prompt":"one"}\n{"prompt":\n' });

  await expect(itemsOf(jsonl({ path: 'a.jsonl' }), folder.path)).rejects.toMatchObject({
    code: 'WORKLOAD_INVALID',
    message: 'a.jsonl:2: expected one JSON object on the line.',
  });
});

it.each([
  [
    'other JSON',
    '[1]',
    ['workload: a.jsonl:1: expected one JSON object on the line, got other JSON.'],
  ],
  [
    'a row without the field',
    '{"promt":"x"}',
    ['workload: a.jsonl:1: no field "prompt"; did you mean "promt"?', '  known: promt.'],
  ],
  [
    'a number as the prompt',
    '{"prompt":5}',
    ['workload: a.jsonl:1: expected a prompt of at least one character, got 5.'],
  ],
  ['an empty file', '', [expect.stringMatching(/^workload: .*a\.jsonl has no rows\.$/)]],
])('finds %s before anything is sent', async (_, text, mistakes) => {
  using folder = temporaryFolder({ 'a.jsonl': text });

  expect(await mistakesOf({ workload: jsonl({ path: 'a.jsonl' }) }, folder.path)).toEqual(mistakes);
});
