import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';
import { expectSound } from '../helpers/busy-machine.ts';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

const cwd = workFolder();
const run = (name: string, ...args: string[]) =>
  runBench(['run', fixture(name), '--quiet', '--out', name, ...args], { cwd });
const resultOf = (name: string): RunResult =>
  JSON.parse(readFileSync(join(cwd, name, 'result.json'), 'utf8'));

describe('bench run --workers', () => {
  it('shares the work of what can be divided, and measures it as one', async () => {
    const { code } = await run('shared', '--workers', '3');
    const result = resultOf('shared');
    expectSound(code, result);
    const { strategies, warnings, environment } = result;
    expect(environment.workers).toBe(3);
    for (const { metrics } of strategies) {
      expect(metrics.counts).toMatchObject({ scheduled: 60, completed: 60 });
      expect(metrics.server).toMatchObject({
        requests: 60,
        hidden_attempts: 0,
        statuses_differ: 0,
        tokens_differ: 0,
      });
    }
    const [pool, all, waves] = strategies;
    // 4 + 3 + 3: both accounts say so.
    expect(pool?.metrics.in_flight.peak).toBe(10);
    expect(pool?.metrics.server?.peak_in_flight).toBe(10);
    expect(all?.metrics.in_flight.peak).toBeGreaterThan(30);
    expect(waves?.metrics.in_flight.peak).toBe(30);
    const told = warnings.filter(({ code }) => code === 'one-thread');
    expect(told.map(({ message }) => message)).toEqual([
      '"waves" ran on one of 3 threads: what it keeps cannot be divided',
    ]);
    const rows = readFileSync(join(cwd, 'shared/attempts.jsonl'), 'utf8').trim().split('\n');
    expect(rows).toHaveLength(3 * 60);
  });

  it('is invalid when a thread is lost, and keeps what the others measured', async () => {
    const { code, stdout } = await run('dying-thread', '--workers', '2');
    expect(code).toBe(12);
    expect(stdout).toContain('1 of its threads ended before their work did');
    expect(resultOf('dying-thread').strategies[0]?.metrics.counts.completed).toBeGreaterThanOrEqual(
      30,
    );
  });

  it.each([
    [['--clock', 'virtual'], '--workers has no meaning on the virtual clock'],
    [['--save-responses', 'answers.jsonl'], '--save-responses does not go with --workers'],
  ])('refuses %j beside it', async (flags, message) => {
    const { code, stderr } = await run('shared', '--workers', '2', ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
