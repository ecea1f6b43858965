import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateThresholds } from '../../../src/analyze/thresholds/evaluate.ts';
import type { Metrics, Round } from '../../../src/core/run-result.ts';
import type { ExpressionOf, ThresholdResult, Thresholds } from '../../../src/core/threshold.ts';
import { mergeMetrics } from '../../../src/measure/merge-metrics.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import { aDistribution, aStrategy } from '../../helpers/a-run.ts';
import { planOf } from '../../scenario/scenarios.ts';

const nothing = new Recorder().metrics(undefined);

interface Population {
  /** Latencies of the completed items, in milliseconds. */
  readonly completed?: readonly number[];
  readonly failed?: number;
  readonly dropped?: number;
  /** Of items that were cut off. */
  readonly ages?: readonly number[];
}

function metricsOf({ completed = [], failed = 0, dropped = 0, ages = [] }: Population): Metrics {
  const latency = aDistribution(completed);
  const incomplete_age = aDistribution(ages);
  return {
    ...nothing,
    counts: {
      scheduled: completed.length + failed + dropped + ages.length,
      completed: completed.length,
      failed,
      dropped,
      incomplete: ages.length,
    },
    ...(latency && { latency, service: latency }),
    ...(incomplete_age && { incomplete_age }),
  };
}

/** Rows of one strategy with these metrics. */
async function rowsOf(
  thresholds: Thresholds,
  population: Population | { readonly metrics: Metrics },
): Promise<readonly ThresholdResult[]> {
  const { plan } = await planOf({ thresholds });
  const metrics = 'metrics' in population ? population.metrics : metricsOf(population);
  return evaluateThresholds(plan.thresholds ?? [], {
    strategies: [{ ...aStrategy({ name: 'one' }), metrics }],
  });
}

const oneToThousand = Array.from({ length: 1_000 }, (_, i) => i + 1);
const repeat = (count: number, value: number) => Array<number>(count).fill(value);

describe('items of 1 to 1,000 ms', () => {
  it.each<[ExpressionOf<'latency'>, Partial<ThresholdResult>]>([
    ['p50 < 501ms', { verdict: 'pass', low_n: false, marginal: false }],
    ['p95 < 950ms', { verdict: 'fail', actual: 950.271, marginal: true, low_n: false }],
    ['p95 < 951ms', { verdict: 'pass', actual: 950.271, marginal: false }],
    ['p99.9 < 1s', { verdict: 'pass', low_n: true }],
    ['p95 > 900ms', { verdict: 'pass' }],
    ['min >= 1ms', { verdict: 'pass', actual: 1, margin: 0 }],
    ['max <= 1s', { verdict: 'pass', actual: 1_000, margin: 0, low_n: false }],
    ['mean < 500ms', { verdict: 'fail', actual: 500.5 }],
    // n (n + 1) / 12 = 83,416.6…: the sample variance of 1 to n.
    ['stddev < 288.9ms', { verdict: 'pass', actual: expect.closeTo(Math.sqrt(1_001_000 / 12), 6) }],
  ])('latency %s', async (expr, expected) => {
    const [row] = await rowsOf({ latency: expr }, { completed: oneToThousand });
    expect(row).toMatchObject({ key: 'latency', strategy: 'one', expr, ...expected });
    expect(row).toMatchObject({ n: 1_000, population: 'scheduled', unit: 'ms' });
  });

  it('keep 951 ms by 0.08 %', async () => {
    const [row] = await rowsOf({ latency: 'p95 < 951ms' }, { completed: oneToThousand });
    expect(((row?.margin ?? 0) * 100).toFixed(2)).toBe('0.08');
  });

  it.each([
    ['p95', 199, true],
    ['p95', 200, false],
    ['p99', 999, true],
    ['p99', 1_000, false],
  ] as const)('%s of %i items: low n is %s', async (p, n, low) => {
    const [row] = await rowsOf({ latency: `${p} < 1h` }, { completed: repeat(n, 5) });
    expect(row?.low_n).toBe(low);
  });
});

describe('no items', () => {
  it.each<[string, Thresholds]>([
    ['latency', { latency: 'p95 < 1s' }],
    ['service', { service: 'mean < 1s' }],
    ['errors', { errors: 'rate < 1%' }],
    ['rate_limited', { rate_limited: 'rate < 1%' }],
    ['throughput', { throughput: 'perSec < 1' }],
    ['makespan', { makespan: 'value < 1s' }],
    ['cost', { cost: 'value < 1' }],
    ['hidden_attempts', { hidden_attempts: 'count == 0' }],
  ])('are no data for %s, which is no pass', async (_, thresholds) => {
    const [row] = await rowsOf(thresholds, {});
    expect(row).toMatchObject({ verdict: 'no-data', severity: 'error' });
    expect(row).not.toHaveProperty('actual');
  });

  it('are skipped where the scenario says so', async () => {
    const [row] = await rowsOf({ latency: { expr: 'p95 < 1s', onNoData: 'skip' } }, {});
    expect(row?.verdict).toBe('skipped');
  });

  it('are a count of 0', async () => {
    const rows = await rowsOf({ dropped: 'count == 0', scheduled: 'count >= 1' }, {});
    expect(rows.map(({ verdict, actual }) => [verdict, actual])).toEqual([
      ['pass', 0],
      ['fail', 0],
    ]);
  });
});

describe('costs', () => {
  const metrics = {
    ...nothing,
    cost: { usd: 0.6, wasted_usd: 0.06, prices_date: '2026-10-24' },
  };
  const rounds = [1, 2, 3].map((tenths, round) => ({
    ...aStrategy().rounds[0],
    round,
    cost: { usd: tenths / 10, wasted_usd: tenths / 100 },
  }));

  it('are those of a round: the median of three', async () => {
    const { plan } = await planOf({
      thresholds: { cost: 'value < 0.25', wasted_cost: 'value <= 0.02' },
    });
    const strategy = { ...aStrategy({ name: 'one' }), metrics, rounds: rounds as readonly Round[] };
    const rows = evaluateThresholds(plan.thresholds ?? [], { strategies: [strategy] });
    expect(rows.map(({ verdict, actual, unit }) => [verdict, actual, unit])).toEqual([
      ['pass', 0.2, 'usd'],
      ['pass', 0.02, 'usd'],
    ]);
  });
});

describe('items without an answer', () => {
  const population = { completed: repeat(94, 1_000), failed: 6 };

  it('are infinitely late: 6 of 100 fail a p95 of 2 s', async () => {
    const [row] = await rowsOf({ latency: 'p95 < 2s' }, population);
    expect(row).toMatchObject({
      verdict: 'fail',
      n: 100,
      never_answered: 6,
      message: '6 of 100 never answered',
    });
    expect(row).not.toHaveProperty('actual');
    expect(row).not.toHaveProperty('margin');
  });

  it('do not hide behind the ok attempts, and do not change theirs', async () => {
    const rows = await rowsOf(
      { latency: ['p94 < 2s', 'mean < 2s'], service: 'p95 < 2s' },
      population,
    );
    expect(rows.map(({ verdict, population: of, n }) => [verdict, of, n])).toEqual([
      ['pass', 'scheduled', 100],
      ['fail', 'scheduled', 100],
      ['pass', 'ok', 94],
    ]);
  });

  it('that were dropped count as those that failed', async () => {
    const dropped = { completed: repeat(94, 1_000), failed: 2, dropped: 4 };
    const rows = await rowsOf({ latency: 'p95 < 2s', errors: 'rate <= 6%' }, dropped);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
  });
});

describe('items that were cut off', () => {
  // 90 done in 1 s, 10 cut at an age of 5 s: p90 is 1 s, p95 is 5 s or more.
  const population = { completed: repeat(90, 1_000), ages: repeat(10, 5_000) };

  it.each<[ExpressionOf<'latency'>, string, string | undefined]>([
    ['p90 < 2s', 'pass', undefined],
    ['p95 < 4s', 'fail', undefined],
    ['p95 < 6s', 'no-data', 'censored: items were cut off before they were answered'],
    ['p95 > 4s', 'pass', undefined],
    ['p95 > 6s', 'no-data', 'censored: items were cut off before they were answered'],
    ['mean < 2s', 'no-data', 'censored: items were cut off before they were answered'],
    ['mean < 1.3s', 'fail', undefined],
    ['max < 6s', 'no-data', 'censored: items were cut off before they were answered'],
    ['min < 2s', 'pass', undefined],
  ])('%s: %s', async (expr, verdict, message) => {
    const [row] = await rowsOf({ latency: expr }, population);
    expect(row?.verdict).toBe(verdict);
    expect(row?.message).toBe(message);
  });

  it('print what the value is at least', async () => {
    const [row] = await rowsOf({ latency: 'p95 < 6s' }, population);
    expect(row).toMatchObject({ actual: 5_000, at_least: true });
  });
});

describe('other kinds', () => {
  it.each<[string, Thresholds, Partial<ThresholdResult>]>([
    [
      'a share has its own limit and n',
      { errors: 'rate < 5%' },
      { verdict: 'fail', actual: 0.06, n: 100, unit: 'share', margin: expect.closeTo(-0.2, 9) },
    ],
    ['a count', { failed: 'count != 6' }, { verdict: 'fail', actual: 6, unit: 'count' }],
    ['coverage', { coverage: 'value >= 94%' }, { verdict: 'pass', actual: 0.94, unit: 'ratio' }],
  ])('%s', async (_, thresholds, expected) => {
    const [row] = await rowsOf(thresholds, { completed: repeat(94, 10), failed: 6 });
    expect(row).toMatchObject(expected);
  });

  it('reads rates per second and per minute as they are written', async () => {
    const metrics = { ...metricsOf({ completed: [1] }), makespan_ms: 1, throughput_per_s: 2 };
    const rows = await rowsOf({ throughput: ['perSec > 1', 'perMin > 100'] }, { metrics });
    expect(rows.map(({ actual, unit, verdict }) => [actual, unit, verdict])).toEqual([
      [2, 'per_s', 'pass'],
      [120, 'per_min', 'pass'],
    ]);
  });

  it('counts attempts by outcome', async () => {
    const attempts = { ...nothing.attempts, total: 12, ok: 5, 'rate-limited': 4, overloaded: 3 };
    const rows = await rowsOf(
      {
        attempts: 'count == 12',
        'attempts{outcome=rate-*}': 'count == 4',
        'attempts{outcome=o*}': 'count == 8',
      },
      { metrics: { ...nothing, attempts } },
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  });
});

describe('strategies', () => {
  const strategies = {
    fast: { kind: 'semaphore', size: 10 },
    slow: { kind: 'sequential' },
    faster: { kind: 'gather' },
  };
  const run = {
    strategies: [
      aStrategy({ name: 'fast', makespans: [2_000] }),
      aStrategy({ name: 'slow', kind: 'sequential', makespans: [10_000] }),
      aStrategy({ name: 'faster', makespans: [1_000] }),
    ],
  };
  const rows = async (thresholds: Thresholds) => {
    const { plan } = await planOf({ strategies, thresholds });
    return evaluateThresholds(plan.thresholds ?? [], run);
  };

  it('are judged one by one, in the order of the scenario, unless a selector narrows them', async () => {
    const judged = await rows({
      makespan: ['value < 3s', 'value < 1h'],
      'makespan{strategy=fast*}': 'value < 3s',
    });
    expect(judged.map(({ strategy, expr, verdict }) => `${strategy} ${expr} ${verdict}`)).toEqual([
      'fast value < 3s pass',
      'slow value < 3s fail',
      'faster value < 3s pass',
      'fast value < 1h pass',
      'slow value < 1h pass',
      'faster value < 1h pass',
      'fast value < 3s pass',
      'faster value < 3s pass',
    ]);
  });

  it('speed up against the sequential one, which itself is at 1', async () => {
    const judged = await rows({ speedup: 'value >= 2' });
    expect(judged.map(({ strategy, actual }) => [strategy, actual])).toEqual([
      ['fast', 5],
      ['slow', 1],
      ['faster', 10],
    ]);
  });
});

describe('shards', () => {
  it('change no verdict: merged, they are the whole', async () => {
    const ms = fc.integer({ min: 1, max: 60_000 });
    const shard = fc.record({
      completed: fc.array(ms, { minLength: 1, maxLength: 40 }),
      failed: fc.nat({ max: 3 }),
      ages: fc.array(ms, { maxLength: 3 }),
    });
    const thresholds: Thresholds = {
      latency: ['p50 < 20s', 'p95 < 40s', 'min > 100ms', 'max < 59s', 'mean < 30s', 'stddev < 17s'],
      errors: 'rate < 2%',
    };
    const { plan } = await planOf({ thresholds });
    const judged = (metrics: Metrics) =>
      evaluateThresholds(plan.thresholds ?? [], {
        strategies: [{ ...aStrategy({ name: 'one' }), metrics }],
      }).map(({ verdict, actual }) => [verdict, actual?.toFixed(3)]);
    fc.assert(
      fc.property(fc.array(shard, { minLength: 1, maxLength: 4 }), (shards) => {
        const [first, ...others] = shards.map(metricsOf);
        const whole = metricsOf({
          completed: shards.flatMap(({ completed }) => completed),
          failed: shards.reduce((sum, { failed }) => sum + failed, 0),
          ages: shards.flatMap(({ ages }) => ages),
        });
        expect(judged(mergeMetrics([first as Metrics, ...others]))).toEqual(judged(whole));
      }),
      { seed: 8, numRuns: 12 },
    );
  });
});
