import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, readAttempts, readResult, runBench, workFolder } from '../helpers/run-bench.ts';

async function run(name: string, clock: 'real' | 'virtual') {
  const cwd = workFolder();
  const args = ['run', fixture(name), '--out', 'out', '--quiet', '--clock', clock];
  const { code, stderr } = await runBench(args, { cwd });
  const out = join(cwd, 'out');
  return { code, stderr, result: readResult(out), rows: readAttempts(out) };
}

describe.each(['real', 'virtual'] as const)('unchanged code on the %s clock', (clock) => {
  it('has every request of its SDK in the ledger, hidden retries included', async () => {
    const { result, rows } = await run('custom', clock);
    const attempts = rows.sort((a, b) => a.item - b.item).map(({ attempts }) => attempts.length);
    expect(attempts).toEqual([1, 6, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1]);
    const [own] = result.strategies;
    expect(own?.metrics.attempts).toMatchObject({ total: 19, ok: 11, overloaded: 8 });
    expect(own?.metrics.counts).toMatchObject({ scheduled: 12, completed: 11, failed: 1 });
    expect(own?.metrics.server).toMatchObject({ requests: 19, hidden_attempts: 0 });
    expect(own?.metrics.in_flight.peak).toBe(4);
  });

  it('is told of the failure that the code swallowed', async () => {
    const { result } = await run('custom', clock);
    const silent = result.warnings.find(({ code }) => code === 'silent-failures');
    expect(silent?.message).toContain('silent failures: 1;');
  });
});

it('shows that jitter of p-retry is of no use at its longest wait: all items come back at one instant', async () => {
  const { rows } = await run('p-retry', 'virtual');
  const sent = rows.map(({ attempts }) => attempts.map(({ sent_us }) => sent_us / 1e6));
  expect(sent).toEqual(Array.from({ length: 5 }, () => [0, 1, 2, 3]));
});
