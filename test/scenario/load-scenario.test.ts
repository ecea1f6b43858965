import { expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Code, message and hint of what loading throws, with the folder's path left out. */
async function failureOf(name: string, files: Readonly<Record<string, string>>) {
  using folder = temporaryFolder(files);
  const error: unknown = await loadScenario(`${folder.path}/${name}`).catch((e: unknown) => e);
  if (!(error instanceof Error && 'code' in error && 'hint' in error)) return error;
  const short = (text: string) => text.replaceAll(/(?:\.\.\/|\/)[\w./-]*imported-by-node\/?/g, '');
  return [error.code, short(error.message), short(String(error.hint))];
}

it.each(['x.ts', 'x.mts', 'x.js', 'x.mjs'])('imports the default export of %s', async (name) => {
  const typed = name.endsWith('ts') ? ' as { name: string }' : '';
  using folder = temporaryFolder({
    [name]: `export default { name: 'mine' }${typed};`,
    'package.json': '{ "type": "module" }',
  });

  expect(await loadScenario(`${folder.path}/${name}`)).toEqual({ name: 'mine' });
});

it.each([
  [
    'a missing file by the nearest one beside it',
    'concurency.ts',
    { 'concurrency.ts': '' },
    ['SCENARIO_MISSING', 'there is no file concurency.ts.', 'did you mean concurrency.ts?'],
  ],
  [
    'a missing file without a near one',
    'x.ts',
    {},
    [
      'SCENARIO_MISSING',
      'there is no file x.ts.',
      'name a scenario file; npx bench init my-calls.ts writes one.',
    ],
  ],
  [
    'a file in a missing folder',
    'no/x.ts',
    {},
    ['SCENARIO_MISSING', 'there is no file no/x.ts.', expect.any(String)],
  ],
  [
    'a directory by the scenarios in it',
    '',
    { 'b.mjs': '', 'a.ts': '', 'c.json': '' },
    [
      'SCENARIO_UNREADABLE',
      ' is a directory, not a scenario.',
      'name one of its files: a.ts, b.mjs.',
    ],
  ],
  [
    'a wrong extension',
    'x.json',
    { 'x.json': '{}' },
    [
      'SCENARIO_UNREADABLE',
      'x.json is no scenario: expected a file that ends in .ts, .mts, .js, .mjs.',
      expect.any(String),
    ],
  ],
  [
    'a file that does not parse by its line',
    'x.ts',
    { 'x.ts': 'const a = 1;\nconst b: number = ;\n' },
    [
      'SCENARIO_UNREADABLE',
      'x.ts:2 does not parse: Expression expected.',
      'types are stripped, not compiled: no enums, namespaces or parameter properties.',
    ],
  ],
  [
    'a module in a CommonJS package',
    'x.ts',
    {
      'package.json': '{"type": "commonjs"}',
      'x.ts': "import { basename } from 'node:path';\nexport default basename;\n",
    },
    [
      'SCENARIO_UNREADABLE',
      'x.ts:1 does not parse: Cannot use import statement outside a module.',
      'its package.json says CommonJS, as `npm init` writes it: end the file in .mts, or `npm pkg set type=module`.',
    ],
  ],
  [
    'an enum, which cannot be stripped',
    'x.ts',
    { 'x.ts': 'export default {};\nenum A { x }\n' },
    [
      'SCENARIO_UNREADABLE',
      'x.ts:2 does not parse: TypeScript enum is not supported in strip-only mode.',
      expect.any(String),
    ],
  ],
  [
    'JavaScript that does not parse by the command that shows the line',
    'x.mjs',
    { 'x.mjs': 'const b = ;\n' },
    [
      'SCENARIO_UNREADABLE',
      "x.mjs does not parse: Unexpected token ';'.",
      'node --check x.mjs shows the line.',
    ],
  ],
  [
    'a file that throws by the first line of it in the stack',
    'x.ts',
    { 'x.ts': '\nfunction load(): never {\n  throw new Error("no rows");\n}\nload();\n' },
    [
      'SCENARIO_UNREADABLE',
      'x.ts threw while it was imported (x.ts:3): no rows.',
      expect.stringContaining('nothing was sent'),
    ],
  ],
  [
    'a file that throws text',
    'x.mjs',
    { 'x.mjs': 'throw "no rows";' },
    ['SCENARIO_UNREADABLE', 'x.mjs threw while it was imported: "no rows".', expect.any(String)],
  ],
  [
    'an import that is not there',
    'x.mjs',
    { 'x.mjs': 'import "./y.mjs";' },
    [
      'SCENARIO_UNREADABLE',
      expect.stringMatching(/^x\.mjs imports what is not there: .*y\.mjs/),
      expect.stringContaining('./x.ts'),
    ],
  ],
  [
    'a file without a default export',
    'x.mjs',
    { 'x.mjs': 'export const scenario = {};' },
    [
      'SCENARIO_INVALID',
      'x.mjs has no default export.',
      'write export default defineScenario({ … }).',
    ],
  ],
  [
    'a default export that is a function',
    'x.mjs',
    { 'x.mjs': 'export default () => ({});' },
    [
      'SCENARIO_INVALID',
      'the default export of x.mjs is a function, not a scenario.',
      'write export default defineScenario({ … }).',
    ],
  ],
])('refuses %s', async (_, name, files, failure) => {
  expect(await failureOf(name, files)).toEqual(failure);
});

it('keeps what the file threw as the cause', async () => {
  using folder = temporaryFolder({ 'x.mjs': 'throw new RangeError("no");' });

  await expect(loadScenario(`${folder.path}/x.mjs`)).rejects.toMatchObject({
    cause: { name: 'RangeError' },
  });
});
