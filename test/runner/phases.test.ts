import { describe, expect, it } from 'vitest';
import { scheduledQuantile } from '../../src/analyze/scheduled-quantile.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { pacing } from '../../src/dispatch/strategies/pacing.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { splitWarmUp } from '../../src/runner/warm-up.ts';
import { constantRate } from '../../src/scenario/arrivals/constant-rate.ts';
import { aStream, aWorkload, byItem, runVirtually } from '../helpers/strategy-run.ts';

const tenASecond = (duration?: number) =>
  constantRate.create({ perSecond: 10, ...(duration !== undefined && { duration }) });

describe('items that are cut off', () => {
  it('have the ages that they reached: 50 of 30 s, drained for 10 s, p50 ≥ 12.5 s and p99 ≥ 15 s', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: { ...aWorkload(1_000), arrivals: tenASecond(5_000) },
      service: () => 30_000,
      drainTimeout: 10_000,
    });
    expect(run.complete).toBe(true);
    expect(run.metrics.counts).toEqual({
      ...{ scheduled: 50, completed: 0, failed: 0, dropped: 0, incomplete: 50 },
    });
    const [p50, p99] = [0.5, 0.99].map((q) => scheduledQuantile(run.metrics, q));
    expect([p50?.censored, p99?.censored]).toEqual([true, true]);
    expect(p50?.value).toBeCloseTo(12_500, -2);
    expect(p99?.value).toBe(15_000);
    expect(run.metrics.incomplete_age).toMatchObject({ count: 50, min_ms: 10_100, max_ms: 15_000 });
  });

  it('leave exact what they cannot change: 90 done in 1 s, 10 cut at 5 s, p90 = 1 s, p95 ≥ 5 s', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: 100,
      service: (item) => (item < 90 ? 1_000 : 60_000),
      maxDuration: 2_000,
      drainTimeout: 3_000,
    });
    const quantile = (q: number) => scheduledQuantile(run.metrics, q);
    expect(quantile(0.5)).toEqual({ value: 1_000, censored: false });
    expect(quantile(0.9)).toEqual({ value: 1_000, censored: false });
    expect(quantile(0.95)).toEqual({ value: 5_000, censored: true });
  });

  it('are not those that failed: 94 ok in 1 s and 6 failed, p95 of all is ∞', async () => {
    const { metrics } = await runVirtually({
      strategy: gather.create({}),
      work: 100,
      service: () => 1_000,
      outcome: (item) =>
        item < 94
          ? { kind: 'ok', status: 200 }
          : { kind: 'client-error', status: 400, message: 'no' },
    });
    expect(metrics.latency?.p95_ms).toBe(1_000);
    expect(scheduledQuantile(metrics, 0.95)).toEqual({
      value: Number.POSITIVE_INFINITY,
      censored: false,
    });
  });
});

describe('maxDuration', () => {
  it('lets nothing become due from then on, and in-flight items end: 10/s, 1 s each, for 2 s', async () => {
    const { metrics, complete } = await runVirtually({
      strategy: gather.create({}),
      work: { ...aWorkload(1_000), arrivals: tenASecond() },
      service: () => 1_000,
      maxDuration: 2_000,
      drainTimeout: 5_000,
    });
    expect(complete).toBe(true);
    expect(metrics.counts).toMatchObject({ scheduled: 20, completed: 20, incomplete: 0 });
    expect(metrics.makespan_ms).toBe(2_900);
  });

  it('ends the pulling of a load that is all there: the rest is incomplete, not dropped', async () => {
    const { metrics } = await runVirtually({
      strategy: workers.create({ size: 2 }),
      work: 100,
      service: () => 1_000,
      maxDuration: 2_500,
      drainTimeout: 5_000,
    });
    expect(metrics.counts).toEqual({
      ...{ scheduled: 100, completed: 6, failed: 0, dropped: 0, incomplete: 94 },
    });
    expect(metrics.incomplete_age?.count).toBe(94);
  });

  it.each([
    ['a rate', () => pacing.create({ rpm: 60, size: 100, retries: 'fifo' })],
    ['permits', () => semaphore.create({ size: 1, engine: 'own', scope: 'attempt' })],
  ])(
    'lets no item begin later that waits for its turn at %s: one a second for 10.5 s',
    async (_, strategy) => {
      const run = await runVirtually({
        strategy: strategy(),
        work: 150,
        service: () => 1_000,
        maxDuration: 10_500,
        drainTimeout: 60_000,
      });
      expect(run.metrics.counts).toEqual({
        ...{ scheduled: 150, completed: 11, failed: 0, dropped: 0, incomplete: 139 },
      });
      expect(run.metrics.makespan_ms).toBe(11_000);
      expect(run.complete).toBe(true);
    },
  );

  it('counts before the end of the load: the earlier of both starts the drain', async () => {
    const { metrics } = await runVirtually({
      strategy: gather.create({}),
      work: { ...aWorkload(1_000), arrivals: tenASecond(60_000) },
      service: () => 100_000,
      maxDuration: 1_000,
      drainTimeout: 1_000,
    });
    expect(metrics.counts.incomplete).toBe(10);
    expect(metrics.incomplete_age?.max_ms).toBe(2_000);
  });
});

describe('overflow', () => {
  it('fail: ends the run when the third waits, and says which item found no room', async () => {
    const run = await runVirtually({
      strategy: workers.create({ size: 1 }),
      work: { ...aWorkload(100), arrivals: tenASecond() },
      service: () => 10_000,
      overflow: { policy: 'fail', waiting: 2, allowed: false },
    });
    expect(run.complete).toBe(false);
    expect(String(run.thrown)).toBe(
      'Error: item 3 was due 0.3 s after the start and 2 others waited already (overflow: fail)',
    );
    const { scheduled, dropped, failed } = run.metrics.counts;
    expect([scheduled, dropped, failed]).toEqual([4, 3, 1]);
  });

  it('drop: keeps the 2 that wait, and drops what comes while they do', async () => {
    const run = await runVirtually({
      strategy: workers.create({ size: 1 }),
      work: { ...aWorkload(20), arrivals: tenASecond() },
      service: () => 1_000,
      overflow: { policy: 'drop', waiting: 2, allowed: true },
    });
    // Items 1 and 2 wait until 1 s and 2 s; 10, due at 1 s, comes after the completion of that instant.
    expect(byItem(run).map(({ item }) => item)).toEqual([0, 1, 2, 10]);
    expect(run.metrics).toMatchObject({ overflowed: 16, counts: { scheduled: 20, dropped: 16 } });
  });
});

describe('warm-up', () => {
  it('takes the first items under numbers of their own, and measures the rest from 0 on', async () => {
    const { warmUp, measured } = splitWarmUp(aWorkload(10), 3);
    const read = async (workload: typeof measured | undefined) => {
      const items: [number, string][] = [];
      for await (const { index, prompt } of workload?.items() ?? []) items.push([index, prompt]);
      return items;
    };
    expect(await read(warmUp)).toEqual([
      [1_000_000_000, 'item 0'],
      [1_000_000_001, 'item 1'],
      [1_000_000_002, 'item 2'],
    ]);
    expect((await read(measured))[0]).toEqual([0, 'item 3']);
    expect([warmUp?.count, measured.count]).toEqual([3, 7]);
    expect(splitWarmUp(aStream(10), 3).measured.count).toBeUndefined();
  });
});
