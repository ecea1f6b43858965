import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApi } from '../helpers/api-server.ts';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

/** A scenario as text, without imports, so that it can stand anywhere. */
function scenario(changes: Readonly<Record<string, string>> = {}): string {
  const parts = {
    target: "{ kind: 'mock' }",
    workload: "{ count: 10, prompt: (i) => 'Question ' + i }",
    strategies: "{ one: { kind: 'sequential' } }",
    ...changes,
  };
  const fields = Object.entries(parts).map(([name, value]) => `  ${name}: ${value},\n`);
  return `export default {\n${fields.join('')}};\n`;
}

/** Runs `bench` in a folder with these files: it must refuse, print no result and leave nothing behind. */
async function refusal(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const cwd = workFolder(files);
  const { code, stdout, stderr } = await runBench(args, { cwd, env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(readdirSync(cwd)).toEqual(Object.keys(files).sort());
  return stderr;
}

const HELP = 'bench --help lists commands and options.';

describe('a command line that cannot be read', () => {
  it.each([
    [['rum', 'x.ts'], "unknown command 'rum'.", `did you mean run? ${HELP}`],
    [['run', 'x.ts', '--sed', '7'], "unknown option '--sed'.", `did you mean --seed? ${HELP}`],
    [['run'], "missing required argument 'scenario'.", HELP],
    [
      ['run', 'x.ts', '--seed', 'x'],
      "option '--seed <n>' argument 'x' is invalid. Expected a whole number of at least 0.",
      HELP,
    ],
    [
      ['run', 'x.ts', '--seed', '1.5'],
      "option '--seed <n>' argument '1.5' is invalid. Expected a whole number of at least 0.",
      HELP,
    ],
    [
      ['run', 'x.ts', '--seeds', '0'],
      "option '--seeds <n>' argument '0' is invalid. Expected a whole number of at least 1.",
      HELP,
    ],
    [
      ['run', 'x.ts', '--clock', 'virtul'],
      "option '--clock <kind>' argument 'virtul' is invalid. Allowed choices are real, virtual.",
      HELP,
    ],
  ])('bench %j', async (args, message, hint) => {
    expect(await refusal(args)).toBe(`error ${message}\n  hint ${hint}\n`);
  });
});

describe('a scenario that cannot be loaded', () => {
  const ANY = 'name a scenario file; npx bench init my-calls.ts writes one.';

  it.each([
    [
      'is missing beside one of a similar name',
      'concurency.ts',
      { 'concurrency.ts': scenario() },
      'error there is no file concurency.ts.\n  hint did you mean concurrency.ts?\n',
    ],
    ['is missing', 'x.ts', {}, `error there is no file x.ts.\n  hint ${ANY}\n`],
    [
      'is a directory',
      '.',
      { 'a.ts': scenario() },
      'error . is a directory, not a scenario.\n  hint name one of its files: a.ts.\n',
    ],
    [
      'has another extension',
      'a.json',
      { 'a.json': '{}' },
      `error a.json is no scenario: expected a file that ends in .ts, .mts, .js, .mjs.\n  hint ${ANY}\n`,
    ],
    [
      'does not parse',
      'a.ts',
      { 'a.ts': 'const size = 5;\nexport default { size: };\n' },
      'error a.ts:2 does not parse: Expression expected.\n' +
        '  hint types are stripped, not compiled: no enums, namespaces or parameter properties.\n',
    ],
    [
      'throws while it is imported',
      'a.ts',
      { 'a.ts': "\nthrow new Error('no model chosen');\n" },
      'error a.ts threw while it was imported (a.ts:2): no model chosen.\n' +
        '  hint mend that line; nothing was sent.\n',
    ],
    [
      'has no default export',
      'a.ts',
      { 'a.ts': 'export const size = 5;\n' },
      'error a.ts has no default export.\n  hint write export default defineScenario({ … }).\n',
    ],
  ])('because it %s', async (_, file, files, stderr) => {
    expect(await refusal(['run', file], files)).toBe(stderr);
  });
});

describe('a scenario with mistakes', () => {
  it('is told all of them at once, in its order, each with its remedy', async () => {
    const text = scenario({
      strategies: "{ fast: { kind: 'semaphore', size: 0 } }",
      retry: "{ retryAfter: 'exactly' }",
      timeouts: "{ total: '60' }",
    });
    const ordered = text.replace(/( {2}strategies.*\n)/, '');
    const strategies = /( {2}strategies.*\n)/.exec(text)?.[1] ?? '';
    const file = ordered.replace('  retry:', `${strategies}  retry:`);
    expect(await refusal(['run', 'a.ts'], { 'a.ts': file })).toBe(
      `error a.ts has 3 mistakes; nothing was sent.
  strategies.fast.size: expected a whole number of at least 1, got 0.
    hint a semaphore of 0 never starts a job; for no limit use gather().
  retry.retryAfter: unknown value "exactly"; did you mean "exact"?
    hint known: ignore, exact, floor+jitter, floor+1s, floor+20%, scaled, up-to-60s, up-to-cap, within-5s.
  timeouts.total: expected a duration, got "60".
    hint write a unit ("60s") or milliseconds as a number (60000).
`,
    );
  });

  it('names the JSONL file that is not there, and the one that may be meant', async () => {
    const workload = "{ kind: 'jsonl', path: 'quesions.jsonl' }";
    const files = { 'a.ts': scenario({ workload }), 'questions.jsonl': '{"prompt":"Why?"}\n' };
    expect(await refusal(['run', 'a.ts'], files)).toBe(
      `error a.ts has 1 mistake; nothing was sent.
  workload.path: there is no file quesions.jsonl; did you mean "questions.jsonl"?
    hint paths are relative to the scenario's folder.
`,
    );
  });

  it('names the CSV column that is not there, and those that are', async () => {
    const workload = "{ kind: 'csv', path: 'rows.csv', column: 'txt' }";
    const files = { 'a.ts': scenario({ workload }), 'rows.csv': 'id,text\n1,Why?\n' };
    expect(await refusal(['run', 'a.ts'], files)).toBe(
      `error a.ts has 1 mistake; nothing was sent.
  workload.column: rows.csv has no column "txt"; did you mean "text"?
    hint known: id, text.
`,
    );
  });
});

describe('an API', () => {
  it('without a key: names the variable', async () => {
    const files = { 'a.ts': scenario({ target: "{ kind: 'anthropic' }" }) };
    expect(await refusal(['run', 'a.ts'], files, { OPENAI_API_KEY: 'sk-another-one' })).toBe(
      'error ANTHROPIC_API_KEY is not set; nothing was sent.\n' +
        '  hint export ANTHROPIC_API_KEY=… with your API key, or use mock() as the target.\n',
    );
  });

  it('with a blank key: names the variable and sends nothing', async () => {
    const api = await startApi((_, response) => response.end());
    const target = `{ kind: 'openai', baseURL: '${api.url}', keyVariable: 'MY_KEY' }`;
    const stderr = await refusal(
      ['run', 'a.ts'],
      { 'a.ts': scenario({ target }) },
      { MY_KEY: ' ' },
    );
    expect(stderr).toContain('error MY_KEY is not set; nothing was sent.\n');
    expect(api.requests).toBe(0);
  });

  it('that nobody serves: says so before anything is sent, and never shows the key', async () => {
    const url = 'http://127.0.0.1:9';
    const target = `{ kind: 'openai', baseURL: '${url}', keyVariable: 'MY_KEY' }`;
    const files = { 'a.ts': scenario({ target }) };
    expect(await refusal(['run', 'a.ts', '--debug'], files, { MY_KEY: 'sk-secret' })).toContain(
      `error ${url} is not reachable: connect ECONNREFUSED 127.0.0.1:9.\n` +
        '  hint check the URL and the network; for a local stand-in start one with `bench mock`.\n',
    );
  });

  it('on the virtual clock: is refused, and the remedy is named', async () => {
    const api = await startApi((_, response) => response.end());
    const files = { 'a.ts': scenario({ target: `{ kind: 'openai', baseURL: '${api.url}' }` }) };
    expect(await refusal(['run', 'a.ts', '--clock', 'virtual'], files)).toBe(
      'error target: a server on the network needs the real clock; nothing was sent.\n' +
        '  hint use mock() as the target, or run with --clock real.\n',
    );
    expect(api.requests).toBe(0);
  });
});

it('refuses connections of their own on the virtual clock', async () => {
  const files = { 'a.ts': scenario({ target: "{ kind: 'mock', freshClient: true }" }) };
  expect(await refusal(['run', 'a.ts', '--clock', 'virtual'], files)).toBe(
    'error target.freshClient: a connection for every attempt needs the real clock; nothing was sent.\n' +
      '  hint virtual time has no connections: leave it out, or run with --clock real.\n',
  );
});

describe('a place that cannot be written to', () => {
  it('is told before anything is sent, and what is there stays', async () => {
    const api = await startApi((_, response) => response.end());
    const target = `{ kind: 'openai', baseURL: '${api.url}' }`;
    const cwd = workFolder({ 'a.ts': scenario({ target }), 'in-the-way': 'mine' });
    const { code, stderr } = await runBench(['run', 'a.ts', '--out', 'in-the-way'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error cannot write into in-the-way: in-the-way is a file, not a folder.\n' +
        '  hint name another folder with --out DIR. Nothing was sent.\n',
    );
    expect(readFileSync(join(cwd, 'in-the-way'), 'utf8')).toBe('mine');
    expect(api.requests).toBe(0);
  });

  it('for answers: the folder has to exist', async () => {
    const cwd = workFolder();
    const args = ['run', fixture('quick'), '--save-responses', 'no/answers.jsonl'];
    const { code, stdout, stderr } = await runBench(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'error cannot write answers to no/answers.jsonl: ' +
        "ENOENT: no such file or directory, open 'no/answers.jsonl'.\n" +
        '  hint name a file in a folder that exists: --save-responses answers.jsonl\n',
    );
  });

  it('for answers: keeps the results that an earlier run left in the folder', async () => {
    const cwd = workFolder();
    const args = ['run', fixture('quick'), '--clock', 'virtual', '--out', 'out'];
    await runBench(args, { cwd });
    const before = readFileSync(join(cwd, 'out/attempts.jsonl'), 'utf8');
    writeFileSync(join(cwd, 'file'), '');
    const { code } = await runBench([...args, '--save-responses', 'file/x.jsonl'], { cwd });
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'out/attempts.jsonl'), 'utf8')).toBe(before);
  });
});
