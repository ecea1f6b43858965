import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';
import { readResult, runBench, strategyNamed, workFolder } from '../helpers/run-bench.ts';

async function simulate(scenario: string, seeds = 1): Promise<RunResult> {
  const cwd = workFolder();
  const file = fileURLToPath(new URL(`../../scenarios/${scenario}.ts`, import.meta.url));
  const args = ['run', file, '--out', 'out', '--quiet', '--clock', 'virtual'];
  await runBench([...args, '--seeds', String(seeds)], { cwd });
  return readResult(join(cwd, 'out'));
}

function meanMakespan(result: RunResult, name: string): number {
  const { rounds } = strategyNamed(result, name);
  return rounds.reduce((sum, { makespan_ms }) => sum + makespan_ms, 0) / rounds.length / 1_000;
}

it('answers from 50 documents in 5.1 s, 7.5 s or 51.6 s, by how they are read', async () => {
  const result = await simulate('rag-fan-out', 20);
  const offBy = (name: string, seconds: number) => Math.abs(meanMakespan(result, name) - seconds);
  expect(offBy('fan-out-15', 5.12)).toBeLessThan(0.5);
  expect(offBy('waves-15', 7.48)).toBeLessThan(0.77);
  expect(offBy('one-by-one', 51.6)).toBeLessThan(2.4);
});

it('reports 4 failures that the code let out of its results', async () => {
  const result = await simulate('silent-failures');
  const { counts } = strategyNamed(result, 'filter-out').metrics;
  expect(counts).toMatchObject({ completed: 6, failed: 4 });
  const messages = result.warnings.map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringMatching(/^silent failures: 4; "filter-out"/));
  expect(messages).toContainEqual(expect.stringMatching(/"promise-all" returned: 6$/));
});

it('stands still at 12 s when a semaphore leaks, with 8 ok, 5 failed and 87 not run', async () => {
  const result = await simulate('semaphore-leak');
  const leaking = strategyNamed(result, 'leaking').metrics;
  expect(leaking.counts).toMatchObject({ completed: 8, failed: 5, incomplete: 87 });
  expect(leaking.makespan_ms).toBe(12_000);
  const { counts } = strategyNamed(result, 'releasing').metrics;
  expect(counts).toMatchObject({ completed: 66, failed: 34 });
});

it('sends 12 requests for an item when 2 retries are stacked on 3', async () => {
  const result = await simulate('retry-stacking');
  const per = result.strategies.map(({ metrics }) => metrics.amplification);
  expect(per).toEqual([1, 3, 4, 12]);
});
