import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, readAttempts, readResult, runBench, workFolder } from '../helpers/run-bench.ts';
import { deviations, netMakespans, steady, within } from '../helpers/steady.ts';

async function virtualRun(name: string, ...args: string[]) {
  const cwd = workFolder();
  const all = ['run', fixture(name), '--out', 'out', '--quiet', '--clock', 'virtual', ...args];
  const { code } = await runBench(all, { cwd });
  expect(code).toBe(0);
  const out = join(cwd, 'out');
  const bytes = (file: string) => readFileSync(join(out, file), 'utf8');
  return {
    result: readResult(out),
    rows: readAttempts(out),
    files: [bytes('result.json'), bytes('attempts.jsonl')],
  };
}

describe('virtual time', () => {
  it('gives the same bytes for the same scenario', async () => {
    const [first, second] = [await virtualRun('both-clocks'), await virtualRun('both-clocks')];
    expect(second.files).toEqual(first.files);
  });

  it('runs as many rounds as there are seeds, from the first one upwards', async () => {
    const { result, rows } = await virtualRun('quick', '--seed', '7', '--seeds', '3');
    expect(result.plan.seeds).toEqual([7, 8, 9]);
    for (const { rounds, metrics } of result.strategies) {
      expect(rounds.map(({ seed }) => seed)).toEqual([7, 8, 9]);
      expect(new Set(rounds.map(({ fingerprint }) => fingerprint)).size).toBe(3);
      expect(metrics.counts).toMatchObject({ scheduled: 36, completed: 36 });
    }
    expect(rows).toHaveLength(2 * 3 * 12);
  });

  it('has another fingerprint with another seed', async () => {
    const runs = [
      await virtualRun('quick'),
      await virtualRun('quick', '--seed', '1'),
      await virtualRun('quick', '--seed', '2'),
    ];
    const [byDefault, one, two] = runs.map(({ result }) => result.clock.fingerprint);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(byDefault).toBe(one);
    expect(two).not.toBe(one);
  });

  it('agrees with real time on every makespan within 3 %', { timeout: 120_000 }, async () => {
    const { result } = await virtualRun('both-clocks');
    expect(result.mock).toEqual({ host: 'in-process', pacing: 'virtual' });
    const expected = result.strategies.map(({ metrics }) => metrics.makespan_ms);
    const measured = await steady(expected, 0.03, async () => {
      const cwd = workFolder();
      await runBench(['run', fixture('both-clocks'), '--out', 'out', '--quiet'], { cwd });
      const real = readResult(join(cwd, 'out'));
      expect(real.mock).toEqual({ host: 'http', pacing: 'auto' });
      return netMakespans(real);
    });
    expect(expected).toHaveLength(3);
    expect(deviations(measured, expected)).toEqual([within(0.03), within(0.03), within(0.03)]);
  });
});
