import { expect, it } from 'vitest';
import { csv } from '../../../src/scenario/workload/csv.ts';
import { itemsOf, mistakesOf, planOf } from '../scenarios.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ROWS = 'id,text\n1,good\n\n2,"bad,\nvery"\n3,fine\n';

const column = (more: object = {}) => ({ kind: 'csv', path: 'a.csv', column: 'text', ...more });

it('makes one item a row, with file and line, from a column', async () => {
  using folder = temporaryFolder({ 'a.csv': ROWS });

  expect(await itemsOf(csv({ path: 'a.csv', column: 'text' }), folder.path)).toStrictEqual([
    { index: 0, prompt: 'good', maxTokens: 256, source: 'a.csv:2' },
    { index: 1, prompt: 'bad,\nvery', maxTokens: 256, source: 'a.csv:5' },
    { index: 2, prompt: 'fine', maxTokens: 256, source: 'a.csv:6' },
  ]);
});

it('makes prompts of whole rows, with a byte order mark and CRLF too', async () => {
  using folder = temporaryFolder({ 'a.csv': '\uFEFFid,text\r\n1,good\r\n' });
  const prompt = (row: Readonly<Record<string, string>>) => `${row.id}: ${row.text}`;

  const [item] = await itemsOf(
    csv({ path: 'a.csv', prompt, system: 'S', maxTokens: 8 }),
    folder.path,
  );

  expect(item).toMatchObject({ prompt: '1: good', system: 'S', maxTokens: 8 });
});

it('takes tags from a column, which has to be there, or from whole rows', async () => {
  using folder = temporaryFolder({ 'a.csv': ROWS });
  const tagsWith = async (tag: unknown) =>
    (await itemsOf(column({ tag }), folder.path)).map((item) => item.tag);

  expect(await tagsWith('id')).toEqual(['1', '2', '3']);
  expect(await tagsWith(({ text }: { text: string }) => text.slice(0, 3))).toEqual([
    'goo',
    'bad',
    'fin',
  ]);
  expect((await mistakesOf({ workload: column({ tag: 'ids' }) }, folder.path))[0]).toMatch(
    /^workload\.tag: .* has no column "ids"; did you mean "id"\?$/,
  );
});

it('knows the number of items only with a limit, and counts when the file is shorter', async () => {
  using folder = temporaryFolder({ 'a.csv': ROWS });
  const countWith = async (more: object) =>
    (await planOf({ workload: column(more) }, folder.path)).workload.count;

  expect(await countWith({})).toBeUndefined();
  expect(await countWith({ limit: 2 })).toBe(2);
  expect(await countWith({ limit: 9 })).toBe(3);
});

it('takes no more rows than the limit, and does not look at those behind it', async () => {
  using folder = temporaryFolder({ 'a.csv': 'text\na\nb\n"broken' });

  expect(await itemsOf(column({ limit: 2 }), folder.path)).toHaveLength(2);
});

it('names file and line of a blank cell when it comes to it', async () => {
  using folder = temporaryFolder({ 'a.csv': 'id,text\n1,good\n2,\n' });

  await expect(itemsOf(column(), folder.path)).rejects.toMatchObject({
    code: 'WORKLOAD_INVALID',
    message: 'a.csv:3: expected a prompt of at least one character, got "".',
  });
});

it('hands out all rows before a broken one, and names its file and line', async () => {
  using folder = temporaryFolder({ 'a.csv': 'id,text\n1,one\n2,two\n3,three,3\n4,four\n' });
  const { workload } = await planOf({ workload: column() }, folder.path);
  const prompts: string[] = [];
  const read = async () => {
    for await (const { prompt } of workload.items()) prompts.push(prompt);
  };

  await expect(read()).rejects.toMatchObject({
    code: 'WORKLOAD_INVALID',
    message: 'a.csv:4: Invalid Record Length: columns length is 2, got 3 on line 4.',
  });
  expect(prompts).toEqual(['one', 'two']);
});

it.each([
  ['a row with a cell too many', 'id,text\n2,b,c\n', /^workload: a\.csv:2: .*Length/],
  ['a quote that does not end', 'id,text\n1,"good\n', /^workload: a\.csv:\d: Quote Not Closed/],
  ['an empty file', '', /^workload: .*a\.csv has no rows\.$/],
  ['a header alone', 'id,text\n', /^workload: .*a\.csv has no rows\.$/],
  ['a first cell that is blank', 'id,text\n1,\n', /^workload: a\.csv:2: expected a prompt/],
])('finds %s before anything is sent', async (_, text, mistake) => {
  using folder = temporaryFolder({ 'a.csv': text });

  expect((await mistakesOf({ workload: column() }, folder.path))[0]).toMatch(mistake);
});

it('names the nearest column for one that is not there', async () => {
  using folder = temporaryFolder({ 'a.csv': ROWS });

  expect(await mistakesOf({ workload: column({ column: 'txt' }) }, folder.path)).toEqual([
    `workload.column: ${folder.path}/a.csv has no column "txt"; did you mean "text"?`,
    '  known: id, text.',
  ]);
});

it('names the nearest file for one that is not there', async () => {
  using folder = temporaryFolder({ 'reviews.csv': ROWS });

  expect(await mistakesOf({ workload: column({ path: 'review.csv' }) }, folder.path)).toEqual([
    `workload.path: there is no file ${folder.path}/review.csv; did you mean "reviews.csv"?`,
    "  paths are relative to the scenario's folder.",
  ]);
});

it('reports a missing file beside the other mistakes', async () => {
  expect(await mistakesOf({ workload: column({ path: 'no/a.csv', limit: 0 }), seed: -1 })).toEqual([
    'workload.path: there is no file scenarios/no/a.csv.',
    "  paths are relative to the scenario's folder.",
    'workload.limit: expected a whole number of at least 1, got 0.',
    'seed: expected a whole number of at least 0, got -1.',
  ]);
});

it.each([[{}], [{ column: 'text', prompt: () => 'x' }]])(
  'asks for a column or a prompt, not %j',
  async (options) => {
    using folder = temporaryFolder({ 'a.csv': ROWS });

    expect(
      await mistakesOf({ workload: { kind: 'csv', path: 'a.csv', ...options } }, folder.path),
    ).toEqual([
      'workload: expected either column or prompt.',
      '  name the column: column: "text", or make the prompt: prompt: (row) => ….',
    ]);
  },
);

it('takes an absolute path as it is', async () => {
  using folder = temporaryFolder({ 'a.csv': ROWS });

  expect(await itemsOf(column({ path: `${folder.path}/a.csv` }), 'elsewhere')).toHaveLength(3);
});
