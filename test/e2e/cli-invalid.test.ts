import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApi } from '../helpers/api-server.ts';
import {
  fixture,
  readAttempts,
  readResult,
  runBench,
  strategyNamed,
  workFolder,
} from '../helpers/run-bench.ts';

const KEY = 'sk-test-0123456789abcdef';

/** Runs a fixture whose result must not be believed, and returns what is there all the same. */
async function invalidRun(name: string, args: readonly string[] = [], env = {}) {
  const cwd = workFolder();
  const run = await runBench(['run', fixture(name), '--out', 'out', ...args], { cwd, env });
  expect(run.code).toBe(12);
  expect(run.stdout).toContain('! invalid');
  const out = join(cwd, 'out');
  expect(readdirSync(out).sort()).toEqual(['attempts.jsonl', 'report.html', 'result.json']);
  const result = readResult(out);
  expect(result.verdict).toMatchObject({ status: 'invalid', exitCode: 12 });
  return { ...run, out, result, rows: readAttempts(out) };
}

describe('a run without a single answer', () => {
  it('says that there is no data, why, and keeps the attempts', async () => {
    const api = await startApi((_, response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"the model fell over","type":"server_error"}}');
    });
    const env = { SERVER_URL: api.url, MY_KEY: KEY };
    const { result, rows, stdout } = await invalidRun('hopeless', [], env);
    expect(result.verdict.reasons[0]).toEqual({
      code: 'no-data',
      message: 'no item succeeded; most attempts ended server-error: the model fell over',
      hint: 'mend what the errors name, then run again.',
    });
    expect(stdout).toContain('hint mend what the errors name, then run again.');
    expect(rows).toHaveLength(12);
    expect(api.requests).toBe(12);
  });

  it('never shows the key, not even when the server repeats it', async () => {
    const api = await startApi(({ headers }, response) => {
      const key = String(headers.authorization).replace('Bearer ', '');
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `Incorrect API key provided: ${key}.` } }));
    });
    const env = { SERVER_URL: api.url, MY_KEY: KEY };
    const { out, stdout, stderr } = await invalidRun('hopeless', ['--debug'], env);
    const files = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
    for (const text of [stdout, stderr, ...files]) expect(text).not.toContain(KEY);
    expect(stdout).toContain('Incorrect API key provided');
  });
});

describe.runIf(process.platform === 'linux')('a run whose mock server is killed', () => {
  it.each([
    // Nobody knows whether its fifth item met it: the first four did.
    ['while it works', 'working', { scheduled: 10, incomplete: 6 }],
    ['when it is asked what it saw', 'asked', { scheduled: 10, completed: 10 }],
    ['in the middle of its answer', 'answering', { scheduled: 15_000, completed: 15_000 }],
  ])('ends at once, %s, and keeps what was measured', async (_, when, counts) => {
    const cwd = workFolder();
    const args = ['run', fixture('killed-mock'), '--out', 'out', '--quiet'];
    const { code, stdout, stderr } = await runBench(args, { cwd, env: { WHEN: when } });
    expect({ code, stderr }).toEqual({ code: 12, stderr: '' });
    // Its connections may be heard to end before its process is.
    const message = /the mock server went away while it was in use: .+\.$/m;
    expect(stdout).toMatch(new RegExp(`^exit 12: ${message.source}`, 'm'));
    const { verdict, strategies } = readResult(join(cwd, 'out'));
    expect(verdict).toMatchObject({ status: 'partial', exitCode: 12 });
    expect(verdict.reasons[0]).toEqual({
      code: 'mock-lost',
      message: expect.stringMatching(message),
      hint: 'run it again, and look who ends processes on this machine: it may be out of memory.',
    });
    expect(strategies.map(({ name, complete }) => [name, complete])).toEqual([['first', false]]);
    expect(strategies[0]?.metrics.counts).toMatchObject(counts);
    expect(readAttempts(join(cwd, 'out')).length).toBeGreaterThanOrEqual(4);
  });
});

it.runIf(process.platform === 'linux')(
  'names a mock server that stood still for 1.5 s, of which strategy, and what to do',
  async () => {
    const { result, stdout } = await invalidRun('stopped-mock');
    const { reasons } = result.verdict;
    expect(reasons.filter(({ code }) => code === 'mock-saturated')).toEqual([
      {
        code: 'mock-saturated',
        message: expect.stringMatching(
          /^mock-saturated: strategy "pool": the mock's replies left /,
        ),
        hint: 'send less at once, shorten the replies, or leave the machine to the run.',
      },
    ]);
    expect(stdout).toContain('mock-saturated: strategy "pool"');
    const { metrics } = strategyNamed(result, 'pool');
    expect(metrics.counts).toMatchObject({ scheduled: 100, completed: 100 });
    // Replies that were due 200 ms into its stop left more than a second late.
    expect(result.health?.[0]?.mock?.late_p99_ms).toBeGreaterThanOrEqual(1_000);
  },
);

describe.each([['real'], ['virtual']])('on the %s clock, a workload', (clock) => {
  it('whose sixth prompt throws keeps the five before it', async () => {
    const { result, rows } = await invalidRun('broken-prompt', ['--clock', clock]);
    expect(result.verdict.reasons[0]).toMatchObject({
      code: 'strategy-threw',
      message: expect.stringContaining('item 5: prompt() threw: no review 5'),
      hint: 'its figures cover what was done until then; mend the error and run again.',
    });
    const { counts } = strategyNamed(result, 'sequential').metrics;
    expect(counts).toMatchObject({ completed: 5, incomplete: 0 });
    expect(counts.completed + counts.failed + counts.dropped).toBe(counts.scheduled);
    const done = rows.filter(
      ({ strategy, bin }) => strategy === 'sequential' && bin === 'completed',
    );
    expect(done.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4]);
  });

  it('with a broken row in its middle keeps the rows before it and names the line', async () => {
    const { result, rows, stdout } = await invalidRun('broken-row', ['--clock', clock]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'strategy "sequential" stopped with an error: broken-row.jsonl:4: expected one JSON object on the line.',
    );
    expect(rows.filter(({ bin }) => bin === 'completed').map(({ item }) => item)).toEqual([
      0, 1, 2,
    ]);
    expect(strategyNamed(result, 'sequential').metrics.counts.completed).toBe(3);
  });
});
