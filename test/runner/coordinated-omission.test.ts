import { describe, expect, it } from 'vitest';
import { percentilesOf } from '../../src/analyze/percentiles.ts';
import { scheduledQuantile } from '../../src/analyze/scheduled-quantile.ts';
import type { LedgerEntry } from '../../src/core/ledger.ts';
import type { OverflowPlan } from '../../src/core/plan.ts';
import type { Distribution } from '../../src/core/run-result.ts';
import type { Strategy } from '../../src/core/strategy.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { constantRate } from '../../src/scenario/arrivals/constant-rate.ts';
import type { VirtualRun } from '../helpers/strategy-run.ts';
import { aWorkload, runOn } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/**
 * 100 items a second for 30 s, against a server that answers in 10 ms and stands still from 10 s to 20 s: what is sent at t
 * ends at t + 10 ms if that is at most 10 s, at 20.01 s if t is below 20 s, else at t + 10 ms.
 */
function stalled(strategy: Strategy, overflow?: OverflowPlan): Promise<VirtualRun> {
  return onVirtualClock((clock) =>
    runOn(clock, {
      strategy,
      ...(overflow && { overflow }),
      work: { ...aWorkload(3_000), arrivals: constantRate.create({ perSecond: 100 }) },
      service() {
        const sent = clock.now();
        return sent + 10 > 10_000 && sent < 20_000 ? 20_010 - sent : 10;
      },
    }),
  );
}

const drop: OverflowPlan = { policy: 'drop', waiting: 0, allowed: false };

type Row = readonly [
  n: number,
  p50: number,
  p75: number,
  p90: number,
  p95: number,
  p99: number,
  p999: number,
  min: number,
  max: number,
  sum: number,
];

const PERCENTILES = [50, 75, 90, 95, 99, 99.9];

const latency = ({ intended_us, done_us = Number.NaN }: LedgerEntry) => done_us - intended_us;
const service = ({ attempts: [only] }: LedgerEntry) =>
  only ? only.ended_us - only.sent_us : Number.NaN;
const queue = ({ due_us, attempts: [only] }: LedgerEntry) => (only?.sent_us ?? Number.NaN) - due_us;

/** Exact, nearest rank, in milliseconds. */
function rowOf(values: readonly number[]): Row {
  const sorted = values.map((us) => us / 1_000).sort((a, b) => a - b);
  const rank = (p: number) => sorted[Math.max(1, Math.ceil((p / 100) * sorted.length - 1e-9)) - 1];
  const sum = sorted.reduce((a, b) => a + b, 0);
  return [
    sorted.length,
    ...PERCENTILES.map(rank),
    sorted[0],
    sorted.at(-1),
    Math.round(sum),
  ] as unknown as Row;
}

const TABLE: readonly [
  string,
  Strategy,
  OverflowPlan | undefined,
  'latency' | 'service' | 'queue',
  Row,
][] = [
  [
    'unlimited, latency',
    gather.create({}),
    undefined,
    'latency',
    [3000, 10, 2510, 7010, 8510, 9710, 9980, 10, 10010, 5_035_000],
  ],
  [
    'cap 1000, latency',
    workers.create({ size: 1_000 }),
    undefined,
    'latency',
    [3000, 10, 2510, 7010, 8510, 9710, 9980, 10, 10010, 5_035_010],
  ],
  [
    'cap 100, latency',
    workers.create({ size: 100 }),
    undefined,
    'latency',
    [3000, 10, 2580, 7040, 8520, 9710, 9980, 10, 10010, 5_080_550],
  ],
  [
    'cap 100, service',
    workers.create({ size: 100 }),
    undefined,
    'service',
    [3000, 10, 10, 10, 10, 9710, 9980, 10, 10010, 980_500],
  ],
  [
    'cap 20, latency',
    workers.create({ size: 20 }),
    undefined,
    'latency',
    [3000, 10, 2880, 7160, 8580, 9720, 9980, 10, 10010, 5_293_180],
  ],
  [
    'cap 20, service',
    workers.create({ size: 20 }),
    undefined,
    'service',
    [3000, 10, 10, 10, 10, 10, 9980, 10, 10010, 228_100],
  ],
  [
    'cap 20, queue',
    workers.create({ size: 20 }),
    undefined,
    'queue',
    [3000, 0, 2680, 6960, 8380, 9520, 9780, 0, 9810, 5_065_080],
  ],
  [
    'cap 10, latency',
    workers.create({ size: 10 }),
    undefined,
    'latency',
    [3000, 10, 3260, 7310, 8660, 9740, 9980, 10, 10010, 5_585_560],
  ],
  [
    'cap 10, service',
    workers.create({ size: 10 }),
    undefined,
    'service',
    [3000, 10, 10, 10, 10, 10, 9980, 10, 10010, 129_550],
  ],
  [
    'cap 20, drop, latency',
    workers.create({ size: 20 }),
    drop,
    'latency',
    [2019, 10, 10, 10, 10, 10, 9990, 10, 10010, 218_290],
  ],
  [
    'cap 1000, drop, latency',
    workers.create({ size: 1_000 }),
    drop,
    'latency',
    [2999, 10, 2520, 7020, 8520, 9720, 9990, 10, 10010, 5_034_990],
  ],
];

describe('a server that stands still for 10 s', () => {
  it.each(TABLE)('reads as it was: %s', async (_name, strategy, overflow, metric, expected) => {
    const run = await stalled(strategy, overflow);
    const value = { latency, service, queue }[metric];
    expect(rowOf(run.entries.map(value))).toEqual(expected);

    const measured = run.metrics[metric];
    const [n, ...rest] = expected;
    expect(measured).toMatchObject({
      count: n,
      min_ms: expected[7],
      max_ms: expected[8],
      sum_ms: expected[9],
    });
    const percentile = percentilesOf(measured as Distribution);
    for (const [i, p] of PERCENTILES.entries()) {
      const exact = rest[i] ?? Number.NaN;
      const read = percentile(p);
      // The highest value of the same bucket: never below, and 0.1 % above at most.
      expect(read).toBeGreaterThanOrEqual(exact);
      expect(read - exact).toBeLessThanOrEqual(exact * 0.001);
    }
  });

  it('through the histogram: p75 2510.847, p90 7012.351, p99 9715.711, p99.9 9986.047 ms', async () => {
    const { metrics } = await stalled(gather.create({}));
    const percentile = percentilesOf(metrics.latency as Distribution);
    expect(PERCENTILES.map(percentile)).toEqual([
      10.007, 2_510.847, 7_012.351, 8_511.487, 9_715.711, 9_986.047,
    ]);
  });

  it('makes 1032 of 3000 wait for 20 workers, and 1101 for 10', async () => {
    const waited = async (size: number) => {
      const { entries } = await stalled(workers.create({ size }));
      return entries.filter((entry) => queue(entry) > 0).length;
    };
    expect([await waited(20), await waited(10)]).toEqual([1_032, 1_101]);
  });

  it('shows though items are dropped: 981 never sent, so that p75 of all that was due is ∞', async () => {
    const { metrics } = await stalled(workers.create({ size: 20 }), drop);
    expect(metrics).toMatchObject({
      overflowed: 981,
      counts: { scheduled: 3_000, completed: 2_019, dropped: 981, failed: 0, incomplete: 0 },
    });
    const values = [0.5, 0.75, 0.99].map((q) => scheduledQuantile(metrics, q)?.value);
    expect(values).toEqual([10.007, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it('drops one with 1000 workers: the item of 20 s', async () => {
    const { entries, metrics } = await stalled(workers.create({ size: 1_000 }), drop);
    const sent = new Set(entries.map(({ item }) => item));
    expect(Array.from({ length: 3_000 }, (_, i) => i).filter((i) => !sent.has(i))).toEqual([2_000]);
    expect(metrics.overflowed).toBe(1);
  });
});
