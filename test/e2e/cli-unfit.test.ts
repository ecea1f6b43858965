import { describe, expect, it } from 'vitest';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

/** Runs a fixture whose figures are no result; its last line says why. */
async function lastLineOf(name: string, env: Readonly<Record<string, string>>, ...args: string[]) {
  const run = ['run', fixture(name), '--quiet', ...args];
  const { code, stdout } = await runBench(run, { cwd: workFolder(), env });
  expect(code).toBe(12);
  return stdout.trimEnd().split('\n').at(-1);
}

describe('exit code 12', () => {
  const virtual = ['--clock', 'virtual'];

  it('is that of a load that dropped items', async () => {
    // 20 items become due a second, ten are served, and two may wait.
    expect(await lastLineOf('unfit', { UNFIT: 'dropped' }, ...virtual)).toMatch(
      /^exit 12: .*dropped/,
    );
  });

  it('is that of a threshold on items that were cut off', async () => {
    expect(await lastLineOf('unfit', {}, ...virtual)).toMatch(
      /^exit 12: 1 of 1 threshold without data: latency p95 < 1h \(sequential/,
    );
  });

  it('is that of a server that saw more requests than the client made', async () => {
    expect(await lastLineOf('behind-its-back', {})).toBe(
      'exit 12: strategy "own" made 20 attempts, but the server saw 21',
    );
  });
});
