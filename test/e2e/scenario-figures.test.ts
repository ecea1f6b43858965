import { globSync, readFileSync } from 'node:fs';
import fastq from 'fastq';
import pMap from 'p-map';
import { describe, expect, it } from 'vitest';
import { identicalSchedules } from '../../src/analyze/identical.ts';
import type { LedgerEntry } from '../../src/core/ledger.ts';
import type { CustomItem } from '../../src/index.ts';
import {
  custom,
  defineScenario,
  json,
  mock,
  queue,
  retry,
  semaphore,
  workers,
} from '../../src/index.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { compare } from '../helpers/figures/compare.ts';
import { figuresOf } from '../helpers/figures/figures-of.ts';
import { measureCell } from '../helpers/figures/measure.ts';
import { measureScenario } from '../helpers/figures/measure-scenario.ts';
import { scenarioLines, tableLine } from '../helpers/figures/page.ts';
import { ROWS } from '../helpers/figures/rows.ts';
import { runVirtually } from '../helpers/figures/run-virtually.ts';

/** Makespan s / answered % / attempts per item; – where no figure was foretold. */
const SCENARIOS: readonly (readonly [name: string, expected: Readonly<Record<string, string>>])[] =
  [
    [
      'rate-limited-tier',
      {
        // The deviations of semaphores are those of server A, which differs little.
        sequential: '199.7±5.3 / 100 / 1',
        'semaphore-5': '46.0±1.4 / 85.8±1.0 / –',
        'semaphore-10': '25.0±0.9 / 68.5±0.5 / –',
        'semaphore-20': '13.8±0.5 / 59.5±0.2 / –',
        'semaphore-50': '7.1±0.6 / 54.0±0.2 / –',
        waves: '75.7±3.1 / 100 / 1',
        pacing: '120.9±0.7 / 100 / 1',
      },
    ],
    [
      'tight-bucket',
      {
        sequential: '209.0±4.8 / 100 / 1',
        'semaphore-5': '53.9±1.4 / 47.5±1.0 / 2.30',
        'semaphore-20': '16.5±0.7 / 16.1 / 2.77',
        waves: '108.4±1.9 / 92.8±1.8 / 1.68',
        pacing: '121.0±0.6 / 100 / 1',
        bucket: '116.2±0.6 / 100 / 1',
      },
    ],
    [
      'retry-herd',
      {
        exact: '52.8±1.4 / 46.9±1.2 / 8.13',
        'plus-20-percent': '61.7±1.4 / 54.3±1.3 / 7.86',
        'plus-jitter': '127.2±3.6 / 98.7±0.9 / 4.21',
        doubled: '908.3±0.8 / 100 / 3.19',
        'gate-at-once': '60.1±2.3 / 52.7±2.0 / 8.25',
        'gate-spread': '127.1±4.2 / 100 / 1.65',
      },
    ],
    [
      'retry-policies',
      {
        exponential: '244±14 / 100 / 3.27',
        full: '143.2±6.6 / 99.7±0.6 / 4.09',
        equal: '147.8±6.1 / 100 / 3.69',
        decorrelated: '149.0±10.6 / 98.0±1.5 / 3.92',
        polly: '151.7±7.0 / 100 / 4.01',
      },
    ],
    [
      'slot-scope',
      { held: '127.2±3.6 / 98.7±0.9 / 4.21', released: '121.7±6.6 / 94.8±1.7 / 7.60' },
    ],
    [
      'token-limits',
      {
        'requests-only': '122.6±6.4 / 94.8±1.5 / –',
        'max-tokens': '710.1 / 100 / 1',
        'max-tokens-settled': '155.4±9.7 / 100 / 1',
        'average-settled': '135.6±10.4 / 100 / 1',
        'known-before': '135.2±10.3 / 100 / 1',
      },
    ],
    ['csv-stream', { workers: '100.4±1.0 / 100 / 1', chunks: '105.4±1.5 / 100 / 1' }],
    ['headers', { 'header-driven': '124.4±1.0 / 100 / 1', pacing: '121.0±0.6 / 100 / 1' }],
    ['managed-api', { 'semaphore-38': '125.5±2.5 / 100 / 1.01' }],
    // 2000 items at 1000 a minute, 20 of them at once, and the answer to the last one; 19 at once do half.
    [
      'how-many',
      { pool: '123±5 / 100 / –', half: '244±8 / 100 / 1.01', bucket: '123±5 / 100 / 1.01' },
    ],
    ['task-group', { 'fail-fast': '4.7±0.2 / 35.1 / 0.55' }],
    [
      'outage',
      {
        never: '– / 19.65±0.3 / 1',
        sdk: '– / 83.55 / 1.34',
        default: '– / 100 / –',
        budget: '– / 19.65±0.3 / –',
        breaker: '– / 99.95 / 1.02',
      },
    ],
  ];

it.each([
  ['first-steps', [10_000, 2_000, 1_000]],
  ['load-table', [8_200, 1_100, 600, 360]],
  ['traffic-spike', [150_000, 150_000]],
  ['timeouts', [3_000, 10_000, 30_000, 55_100]],
])('scenarios/%s.ts takes %j ms exactly', async (name, expected) => {
  const file = `scenarios/${name}.ts`;
  const { strategies } = await runVirtually(await loadScenario(file), { file });
  expect(strategies.map(({ metrics }) => metrics.makespan_ms)).toEqual(expected);
});

describe.each(SCENARIOS)('scenarios/%s.ts', (name, expected) => {
  it('gives the figures that it names', async () => {
    const seeds = ['managed-api', 'how-many'].includes(name) ? 1 : 6;
    const file = `scenarios/${name}.ts`;
    const { strategies } = await runVirtually(await loadScenario(file), { file, seed: 100, seeds });
    const wrong = Object.entries(expected).flatMap(([strategy, cell]) => {
      const result = strategies.find((candidate) => candidate.name === strategy);
      if (!result) throw new Error(`${file} has no strategy "${strategy}"`);
      const parts = compare(cell, 'A', figuresOf(result), seeds);
      return parts.filter(({ holds }) => !holds).map((part) => ({ strategy, ...part }));
    });
    expect(wrong).toEqual([]);
    for (const { metrics } of strategies) expect(metrics.server?.hidden_attempts).toBe(0);
  });
});

it('scenarios/outage.ts: two retries send 1014 attempts into the outage, the default 131, a breaker 38', async () => {
  const file = 'scenarios/outage.ts';
  const seeds = 3;
  const { strategies } = await runVirtually(await loadScenario(file), { file, seed: 100, seeds });
  const shares = [
    ['sdk', 1_014, 0.03],
    ['default', 131, 0.03],
    ['breaker', 38, 0.15],
  ] as const;
  for (const [name, expected, tolerance] of shares) {
    const { attempts } = strategies.find((it) => it.name === name)?.metrics ?? {};
    const share = (attempts?.overloaded ?? 0) / seeds / expected;
    expect(Math.abs(share - 1), name).toBeLessThan(tolerance);
  }
});

it('scenarios/hedging.ts: copies cut p99 of a call from 12.5 s to 3.32 or 2.35 s, for 5.6 or 52.9 % more attempts', async () => {
  const file = 'scenarios/hedging.ts';
  const { strategies } = await runVirtually(await loadScenario(file), {
    file,
    seed: 100,
    seeds: 6,
  });
  const figures = strategies.map(({ rounds, metrics }) => ({
    p99: mean(rounds.map(({ distributions }) => (distributions?.call?.p99_ms ?? 0) / 1_000)),
    more: (metrics.amplification ?? 0) - 1,
  }));
  const expected = [
    [12.5, 0.8, 0],
    [3.32, 0.1, 0.056],
    [2.35, 0.07, 0.529],
  ] as const;
  for (const [i, [p99, deviation, more]] of expected.entries()) {
    expect(Math.abs((figures[i]?.p99 ?? 0) - p99)).toBeLessThan(2 * deviation);
    expect(Math.abs((figures[i]?.more ?? 0) - more)).toBeLessThan(0.03);
  }
});

it('three retries around the two of an SDK make 4.50 attempts an item of 50 RPM, and answer 82.7 %', async () => {
  const scenario = defineScenario({
    target: mock({ preset: 'rpm50' }),
    workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
    retry: retry({ maxRetries: 3, jitter: 'none', retryAfter: 'ignore', layers: 2 }),
    strategies: { stacked: semaphore({ size: 20 }) },
  });
  const [stacked] = (await runVirtually(scenario, { seed: 100, seeds: 20 })).strategies;
  if (!stacked) throw new Error('the run has no result');
  const parts = compare('– / 82.7 / 4.50', 'A', figuresOf(stacked), 20);
  expect(parts.filter(({ holds }) => !holds)).toEqual([]);
});

it('scenarios/producer-consumer.ts: a buffer costs nothing, unless the producer is slow', async () => {
  const file = 'scenarios/producer-consumer.ts';
  const sends = new Map<string, readonly number[]>();
  const { strategies } = await runVirtually(await loadScenario(file), {
    file,
    onRows: (strategy, rows) => sends.set(strategy, sentTimes(rows)),
  });
  const [workers, queue] = strategies.map(({ rounds }) => rounds[0]?.fingerprint);
  expect(queue).toBe(workers);
  // The hundredth item is produced after 99 × 0.5 s.
  expect(sends.get('slow-producer')?.at(-1)).toBe(49.5);
  expect(strategies).toHaveLength(3);
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

it('scenarios/batches.ts is done after 180 s for half of what 600 s of single requests cost', async () => {
  const file = 'scenarios/batches.ts';
  const { strategies } = await runVirtually(await loadScenario(file), { file });
  const [batch, pacing] = strategies.map(({ metrics }) => metrics);
  expect(batch?.makespan_ms).toBe(180_000);
  expect(pacing?.makespan_ms).toBeGreaterThan(598_000);
  expect(pacing?.makespan_ms).toBeLessThan(604_000);
  // 59,000 tokens of input at 1 dollar a million and 640,000 of output at 5.
  expect(pacing?.cost).toMatchObject({ usd: 3.259, wasted_usd: 0 });
  expect(batch?.cost).toMatchObject({ usd: 1.6295, wasted_usd: 0 });
});

it('scenarios/price.ts: 100 answers are 17.8 cents, half as a batch, and copies are paid for', async () => {
  const file = 'scenarios/price.ts';
  const { strategies } = await runVirtually(await loadScenario(file), { file });
  const cost = Object.fromEntries(strategies.map(({ name, metrics }) => [name, metrics.cost]));
  // 500 × 1 and 256 × 5 dollars a million.
  expect(cost.semaphore).toMatchObject({ usd: 0.178, wasted_usd: 0, per_thousand_ok_usd: 1.78 });
  expect(cost.batch).toMatchObject({ usd: 0.089, wasted_usd: 0, per_thousand_ok_usd: 0.89 });
  const { lost = 0 } = strategies.find(({ name }) => name === 'hedged')?.metrics.hedges ?? {};
  // A stream tells its question at its head, and one token of its answer.
  expect(cost.hedged?.wasted_usd).toBeCloseTo(lost * (500 + 5) * 1e-6, 12);
  expect(cost.hedged?.untold_attempts).toBe(lost);
});

it.each([
  ['model-a', 0.304_8],
  ['model-b', 0.534],
  ['model-c', 0.079],
  ['model-d', 0.017_752],
])(
  'scenarios/price.ts: the same work is %s for %d dollars, in a batch half of that',
  async (model, usd) => {
    const file = 'scenarios/price.ts';
    const scenario = await loadScenario(file);
    const target = { ...(scenario.target as object), model };
    const { strategies } = await runVirtually({ ...scenario, target }, { file });
    const cost = Object.fromEntries(
      strategies.map(({ name, metrics }) => [name, metrics.cost?.usd]),
    );
    expect(cost.semaphore).toBeCloseTo(usd, 9);
    expect(cost.batch).toBeCloseTo(usd / 2, 9);
  },
);

it.each([
  ['as it is', {}, [95, 100]],
  ['with nothing taken off', { expect: json() }, [80, 100]],
  ['with everything repaired', { expect: json({ repair: 'jsonrepair' }) }, [100, 100]],
  ['with a function', { expect: (answer: string) => answer.startsWith('{') }, [85, 100]],
])('scenarios/malformed-json.ts %s answers %j %j', async (_, changed, answered) => {
  const file = 'scenarios/malformed-json.ts';
  const scenario = { ...(await loadScenario(file)), ...changed };
  const { strategies } = await runVirtually(scenario, { file });
  expect(strategies.map(({ metrics }) => metrics.counts.completed)).toEqual(answered);
});

it('scenarios/limiters.ts: most starts within a minute are 50 or 51, but 99 or 100 from a bucket of 50', async () => {
  const file = 'scenarios/limiters.ts';
  const starts = new Map<string, number[]>();
  await runVirtually(await loadScenario(file), {
    file,
    onRows: (strategy, rows) => starts.set(strategy, sentTimes(rows)),
  });
  const most = Object.fromEntries([...starts].map(([name, times]) => [name, mostIn(times, 60)]));
  expect(most['bucket-50']).toBeGreaterThanOrEqual(99);
  for (const name of ['pacing', 'bucket-1', 'gcra', 'sliding-window']) {
    expect(most[name]).toBeGreaterThanOrEqual(50);
    expect(most[name]).toBeLessThanOrEqual(51);
  }
  expect(most['fixed-window']).toBeLessThanOrEqual(100);
});

/** Seconds at which attempts were sent. */
function sentTimes(rows: Iterable<LedgerEntry>): number[] {
  return [...rows]
    .flatMap(({ attempts }) => attempts.map(({ sent_us }) => sent_us / 1e6))
    .sort((a, b) => a - b);
}

function mostIn(times: readonly number[], window: number): number {
  return Math.max(
    ...times.map((from) => times.filter((t) => t >= from && t < from + window).length),
  );
}

/** What other people's code does with a library of its own. */
const byPMap = custom(async ({ items, call }) => {
  await pMap(items, (item) => call(item).catch(() => ''), { concurrency: 5 });
});

const byFastq = custom(async ({ items, call }) => {
  const tasks = fastq.promise((item: CustomItem) => call(item), 5);
  for await (const item of items) tasks.push(item).catch(() => {});
  await tasks.drained();
});

describe('5 at once, on a server that refuses, retried, keep one schedule:', () => {
  const scenario = defineScenario({
    target: mock({ preset: 'rpm50-tight' }),
    workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
    strategies: {
      workers: workers({ size: 5 }),
      own: semaphore({ size: 5, engine: 'own' }),
      'p-limit': semaphore({ size: 5, engine: 'p-limit' }),
      'p-queue': semaphore({ size: 5, engine: 'p-queue' }),
      queue: queue({ consumers: 5, capacity: 10 }),
      'p-map': byPMap,
      fastq: byFastq,
    },
  });

  it('workers, a queue and each engine of a semaphore have equal fingerprints', async () => {
    const { strategies } = await runVirtually(scenario, { seeds: 3 });
    const equals = [['workers', 'own', 'p-limit', 'p-queue', 'queue']];
    expect(identicalSchedules(strategies)).toEqual(equals);
    expect(strategies[0]?.metrics.attempts['rate-limited']).toBeGreaterThan(0);
  });

  it("code of one's own settles items when it ends, but sends each at the same microsecond", async () => {
    const sends = new Map<string, string>();
    await runVirtually(scenario, {
      onRows: (strategy, rows) => sends.set(strategy, JSON.stringify(sentTimes(rows))),
    });
    expect(sends.get('fastq')).toBe(sends.get('workers'));
    expect(sends.get('p-map')).toBe(sends.get('workers'));
  });
});

describe('scenarios/README.md', () => {
  const page = readFileSync('scenarios/README.md', 'utf8');

  it.each(['first-steps', 'load-table', 'task-group', 'traffic-spike', 'connection-reuse'])(
    'holds the figures that scenarios/%s.ts gives',
    async (name) => {
      const lines = scenarioLines(await measureScenario(name));
      expect(page).toContain(lines.join('\n'));
    },
  );

  it.each(globSync('scenarios/*.ts'))('lists %s with its command', (file) => {
    expect(page).toContain(`    npx bench run ${file}`);
  });

  it('holds the figures of the table that 20 seeds give', async () => {
    const row = ROWS.find(({ name }) => name === 'header-driven, safety 0.95');
    if (!row) throw new Error('the table has no such row');
    const cells = { A: await measureCell(row, 'A', 20), A1: await measureCell(row, 'A1', 20) };
    expect(page).toContain(tableLine({ name: row.name, cells }));
  });
});
