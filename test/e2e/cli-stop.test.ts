import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tuning } from '../../src/core/tuning.ts';
import { valuesText } from '../../src/render/tuning-sentences.ts';
import {
  fixture,
  readAttempts,
  readResult,
  runBench,
  startBench,
  strategyNamed,
  workFolder,
} from '../helpers/run-bench.ts';
import { UNDER_WAY } from '../helpers/under-way.ts';

/** Ids of a process's children. */
function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts a run, waits until some of its items are answered, and notes the server's process. */
async function midRun(
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const cwd = workFolder();
  const bench = startBench(['run', fixture(name), '--out', 'out', ...args], { cwd, env });
  await expect.poll(() => existsSync(join(cwd, UNDER_WAY)), { timeout: 50_000 }).toBe(true);
  return { ...bench, out: join(cwd, 'out'), children: childrenOf(bench.pid) };
}

/** No work goes on, and nothing waits: a fraction of a second, unless the machine has no time. What is left takes a minute. */
const SOON = 10_000;

/** A terminal's Ctrl-C reaches the whole process group. */
function signalGroup(pid: number, signal: NodeJS.Signals): number {
  process.kill(-pid, signal);
  return performance.now();
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s to the process group in mid-run', (signal, exitCode) => {
  it(`ends with ${exitCode} within 10 s of the 60 that are left and keeps what was measured`, async () => {
    const { pid, ended, out, children } = await midRun('long');
    expect(children).toHaveLength(1);
    const signalled = signalGroup(pid, signal);
    const { code, stdout, stderr } = await ended;
    expect(performance.now() - signalled).toBeLessThan(SOON);
    expect(code).toBe(exitCode);
    expect(stderr).toContain('stopping: writing what was measured; once more to quit now\n');
    expect(stdout).toContain('◐ partial');
    expect(stdout).toContain('\nresult   out/result.json\n');

    const result = readResult(out);
    expect(result.complete).toBe(false);
    expect(result.verdict).toMatchObject({ status: 'partial', exitCode });
    const { metrics, complete } = strategyNamed(result, 'sequential');
    const { scheduled, completed, failed, incomplete } = metrics.counts;
    expect({ complete, scheduled, failed }).toEqual({ complete: false, scheduled: 300, failed: 0 });
    expect(completed).toBeGreaterThanOrEqual(3);
    expect(completed + incomplete).toBe(300);
    expect(readAttempts(out).filter(({ bin }) => bin === 'completed')).toHaveLength(completed);
    // The server outlives the run: no answer is lost because it was stopped, too.
    expect(metrics.attempts.connection).toBe(0);
    await expect.poll(() => children.filter(isAlive)).toEqual([]);
  });
});

it('a second SIGINT ends a process that would never come to its end', async () => {
  const { pid, ended, stderr, children } = await midRun('long', [], { STUCK: '1' });
  signalGroup(pid, 'SIGINT');
  // Signals that nobody has heard are one.
  await expect.poll(stderr).toContain('once more to quit now');
  signalGroup(pid, 'SIGINT');
  expect((await ended).code).toBe(130);
  await expect.poll(() => children.filter(isAlive)).toEqual([]);
});

it('SIGINT while the mock server starts ends with 130, too', async () => {
  const cwd = workFolder();
  const { pid, ended } = startBench(['run', fixture('long'), '--out', 'out'], { cwd });
  await expect.poll(() => childrenOf(pid), { interval: 5 }).toHaveLength(1);
  signalGroup(pid, 'SIGINT');
  const { code, stderr } = await ended;
  expect({ code, stderr: stderr.trim() }).toEqual({
    code: 130,
    stderr: 'stopping: writing what was measured; once more to quit now',
  });
  expect(readResult(join(cwd, 'out')).verdict.status).toBe('partial');
});

it('SIGINT decides, not an assertion that breaks', async () => {
  const { pid, ended } = await midRun('long', [], { OOPS: '1' });
  signalGroup(pid, 'SIGINT');
  const { code, stdout } = await ended;
  expect(code).toBe(130);
  expect(stdout).toContain('oops');
});

it('SIGINT stops virtual time in mid-run, and what was measured is kept', async () => {
  const { pid, ended, out } = await midRun('very-long', ['--clock', 'virtual']);
  const signalled = signalGroup(pid, 'SIGINT');
  const { code } = await ended;
  expect(code).toBe(130);
  expect(performance.now() - signalled).toBeLessThan(SOON);
  const result = readResult(out);
  expect(result.verdict).toMatchObject({ status: 'partial', exitCode: 130 });
  const { counts } = strategyNamed(result, 'sequential').metrics;
  expect(counts.completed).toBeGreaterThan(1_000);
  expect(counts.completed + counts.incomplete).toBe(10_000_000);
});

it.each([
  // Two at a time: 4 items to warm up and 20 that tell how long one takes; then 4 and 30 of each combination.
  ['the first', 24 + 2, []],
  ['the second', 24 + 34 + 2, ['pool.size 2, retry.maxRetries 0']],
])(
  'SIGINT while %s combination of a search warms up leaves nothing to tell of it',
  async (_, at, kept) => {
    const cwd = workFolder();
    const vary = ['--vary', 'pool.size=2', '--vary', 'retry.maxRetries=0,1'];
    const flags = ['--clock', 'real', '--items', '30', '--max-errors', '20%', '--quiet'];
    const args = ['tune', fixture('stopped-search'), ...vary, ...flags, '--out', 'out'];
    const { code } = await runBench(args, { cwd, env: { AT: `${at}` } });
    expect(code).toBe(130);
    const { candidates = [] }: Tuning = JSON.parse(
      readFileSync(join(cwd, 'out/tuning.json'), 'utf8'),
    );
    expect(candidates.map(({ values }) => valuesText(values))).toEqual(kept);
  },
);
