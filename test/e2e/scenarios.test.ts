import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';
import { expectSound, faultsOf } from '../helpers/busy-machine.ts';
import {
  fixture,
  readLines,
  readResult,
  runBench,
  strategyNamed,
  workFolder,
} from '../helpers/run-bench.ts';
import { deviations, netMakespans, steady, within } from '../helpers/steady.ts';

const TIMEOUT = { timeout: 120_000 };

function scenario(name: string): string {
  return fileURLToPath(new URL(`../../scenarios/${name}.ts`, import.meta.url));
}

async function timed(...args: string[]) {
  const cwd = workFolder();
  const started = performance.now();
  const { code } = await runBench(args, { cwd });
  return { cwd, code, elapsed: performance.now() - started };
}

async function run(file: string, ...args: string[]) {
  const { cwd, code, elapsed } = await timed('run', file, '--out', 'out', '--quiet', ...args);
  const result = readResult(join(cwd, 'out'));
  expectSound(code, result);
  return { cwd, elapsed, result };
}

/** Runs a load table for its times: a machine that is busy may break the scenario's own upper bounds, and nothing else. */
async function tabulate(file: string): Promise<RunResult> {
  const { cwd } = await timed('run', file, '--out', 'out', '--quiet');
  const result = readResult(join(cwd, 'out'));
  const failed = result.thresholds?.filter(({ verdict }) => verdict !== 'pass') ?? [];
  expect(failed.filter(({ expr }) => !expr.startsWith('value < '))).toEqual([]);
  expect(faultsOf(result).filter(({ code }) => code !== 'threshold-failed')).toEqual([]);
  return result;
}

function makespans({ strategies }: RunResult): number[] {
  return strategies.map(({ metrics }) => metrics.makespan_ms);
}

describe('concurrency.ts', () => {
  let elapsed: number;
  let result: RunResult;
  const metricsOf = (name: string) => strategyNamed(result, name).metrics;

  beforeAll(async () => {
    ({ elapsed, result } = await run(scenario('concurrency')));
  }, TIMEOUT.timeout);

  it('shows that one by one answers everything and is the slowest to do so', () => {
    const { scheduled, completed } = metricsOf('sequential').counts;
    expect(completed).toBe(scheduled);
    const others = result.strategies.filter(
      ({ name, metrics }) => name !== 'sequential' && metrics.counts.completed === scheduled,
    );
    expect(others.length).toBeGreaterThan(0);
    const { makespan_ms } = metricsOf('sequential');
    for (const { metrics } of others) expect(metrics.makespan_ms).toBeLessThan(makespan_ms);
  });

  it('shows that a burst is refused and loses items, and that a pace is not', () => {
    expect(metricsOf('gather').attempts['rate-limited']).toBeGreaterThan(0);
    expect(metricsOf('gather').counts.failed).toBeGreaterThan(0);
    expect(metricsOf('pacing').attempts['rate-limited']).toBe(0);
  });

  it('takes 24 s: 22 until its strategies are done, below 26 on a slow machine, and below 12 more for all else', () => {
    const waited = makespans(result).reduce((sum, makespan) => sum + makespan, 0);
    expect(waited).toBeGreaterThan(21_000);
    expect(waited).toBeLessThan(26_000);
    expect(elapsed - waited).toBeLessThan(12_000);
  });
});

it('connection-reuse.ts opens a connection for every call, and five for all where they are kept', async () => {
  const connects = async (file: string) => {
    const { metrics } = strategyNamed((await run(file)).result, 'semaphore');
    expect(metrics.counts).toMatchObject({ completed: 100 });
    return metrics.connect?.count ?? 0;
  };
  expect(await connects(scenario('connection-reuse'))).toBe(100);
  // Some of the five are open before the first call.
  expect(await connects(fixture('connections-kept'))).toBeLessThanOrEqual(5);
});

it('csv-stream.ts keeps an answer of each strategy for each row', async () => {
  const args = ['--clock', 'virtual', '--save-responses', 'answers.jsonl'];
  const { cwd } = await run(scenario('csv-stream'), ...args);
  const answers = readLines<Record<string, string>>(join(cwd, 'answers.jsonl'));
  const rows = Array.from({ length: 1_000 }, (_, i) => `tickets.csv:${i + 2}`);
  for (const name of ['workers', 'chunks']) {
    const sources = answers.filter(({ strategy }) => strategy === name).map(({ source }) => source);
    expect(new Set(sources)).toEqual(new Set(rows));
    expect(sources).toHaveLength(1_000);
  }
});

const FAST = [1_100, 600, 360];

it(
  'load-table.ts takes 8.2, 1.1, 0.6 and 0.36 s within 5 %, its overhead left out',
  TIMEOUT,
  async () => {
    const tables: RunResult[] = [];
    const table = async () => {
      const result = await tabulate(scenario('load-table'));
      tables.push(result);
      return netMakespans(result);
    };
    const [sequential = 0] = await steady([8_200], 0.05, table);
    expect(deviations([sequential], [8_200])).toEqual([within(0.05)]);

    const runs = tables.map((result) => netMakespans(result).slice(1));
    const atOnce = async () => netMakespans(await tabulate(fixture('load-table-at-once')));
    const measured = await steady(FAST, 0.05, async () => runs.pop() ?? atOnce());
    expect(deviations(measured, FAST)).toEqual([within(0.05), within(0.05), within(0.05)]);

    const completed = tables[0]?.strategies.map(({ metrics }) => metrics.counts.completed);
    expect(completed).toEqual([100, 100, 100, 100]);
    const servers = tables[0]?.strategies.map(({ metrics }) => metrics.server) ?? [];
    expect(servers.map((server) => server?.hidden_attempts)).toEqual([0, 0, 0, 0]);
    for (const [i, size] of [1, 10, 20, 50].entries()) {
      expect(servers[i]?.peak_in_flight).toBeLessThanOrEqual(size);
      expect(servers[i]?.overhead_p50_ms).toBeGreaterThan(0);
    }
  },
);

it('load-table.ts takes exactly as long in virtual time', async () => {
  const { result } = await run(scenario('load-table'), '--clock', 'virtual');
  expect(makespans(result)).toEqual([8_200, ...FAST]);
});

it.each([['real'], ['virtual']])('csv.ts answers every row, on the %s clock', async (clock) => {
  const args = ['--clock', clock, '--save-responses', 'answers.jsonl'];
  const { cwd, result } = await run(scenario('csv'), ...args);
  for (const { metrics } of result.strategies) {
    expect(metrics.counts).toMatchObject({ scheduled: 60, completed: 60 });
  }
  const answers = readLines<Record<string, string>>(join(cwd, 'answers.jsonl'));
  expect(answers).toHaveLength(120);
  for (const { text, source } of answers) {
    expect(text).toMatch(/\w/);
    expect(source).toMatch(/^reviews\.csv:\d+$/);
  }
});
