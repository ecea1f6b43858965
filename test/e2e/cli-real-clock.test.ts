import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectSound } from '../helpers/busy-machine.ts';
import type { AttemptLine } from '../helpers/run-bench.ts';
import {
  fixture,
  readAttempts,
  readResult,
  runBench,
  strategyNamed,
  workFolder,
} from '../helpers/run-bench.ts';
import { deviations, netMakespans, steady, within } from '../helpers/steady.ts';

async function realRun(name: string) {
  const cwd = workFolder();
  const { code } = await runBench(['run', fixture(name), '--out', 'out', '--quiet'], { cwd });
  const out = join(cwd, 'out');
  const result = readResult(out);
  expectSound(code, result);
  const rows = readAttempts(out);
  const of = (name: string) => rows.filter(({ strategy }) => strategy === name);
  return { result, of };
}

/** Microseconds at which attempts were sent, in order. */
function starts(rows: readonly AttemptLine[]): number[] {
  const sent = rows.flatMap(({ attempts }) => attempts.map(({ sent_us }) => sent_us));
  return sent.sort((a, b) => a - b);
}

it('5 at once take 1.2 s for 20 calls of 300 ms, and 4.2 s in waves with pauses of 1 s', {
  timeout: 60_000,
}, async () => {
  const expected = [1_200, 4_200];
  const measured = await steady(expected, 0.05, async () => {
    const { result } = await realRun('facts');
    return netMakespans(result);
  });
  expect(deviations(measured, expected)).toEqual([within(0.05), within(0.05)]);
});

it('pacing at 30 a minute never starts two attempts closer than 2 s', async () => {
  const { of } = await realRun('paced');
  const sent = starts(of('pacing'));
  const gaps = sent.slice(1).map((at, i) => at - (sent[i] ?? 0));
  expect(gaps).toHaveLength(3);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(2_000_000);
});

it('of 12 items of which every third fails, a task group loses the rest, and nobody else does', async () => {
  const { result, of } = await realRun('failing');
  const others = result.strategies.filter(({ name }) => name !== 'task-group');
  expect(others).toHaveLength(10);
  for (const { name, metrics } of others) {
    expect([name, metrics.counts]).toEqual([
      name,
      { scheduled: 12, completed: 8, failed: 4, dropped: 0, incomplete: 0 },
    ]);
    const failed = of(name).filter(({ bin }) => bin === 'failed');
    expect(failed.map(({ item }) => item).sort((a, b) => a - b)).toEqual([2, 5, 8, 11]);
  }

  const group = of('task-group');
  const refused = group.find(({ outcome }) => outcome === 'client-error');
  const cancelled = group.filter(({ outcome }) => outcome === 'cancelled');
  expect(strategyNamed(result, 'task-group').metrics.counts.completed).toBe(0);
  expect(cancelled.length).toBeGreaterThan(0);
  for (const { done_us = 0 } of cancelled) {
    expect(done_us - (refused?.done_us ?? 0)).toBeLessThanOrEqual(50_000);
  }
});
