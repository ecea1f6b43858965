import { describe, expect, it } from 'vitest';
import type { Arrivals } from '../../src/core/arrivals.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { aStream, aWorkload, byItem, runVirtually } from '../helpers/strategy-run.ts';

/** 20 a second, until `end` of them have arrived. */
const every50ms = (end = Number.POSITIVE_INFINITY): Arrivals => ({
  next: (index) => (index < end ? index * 50 : undefined),
});

describe('an open load', () => {
  it('releases each item when it is due, and measures from then', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: { ...aWorkload(10), arrivals: every50ms() },
      service: () => 30,
    });
    expect(byItem(run).map(({ intended_us, due_us }) => [intended_us, due_us])).toEqual(
      Array.from({ length: 10 }, (_, i) => [i * 50_000, i * 50_000]),
    );
    expect(run.metrics.latency).toMatchObject({ count: 10, min_ms: 30, max_ms: 30 });
    expect(run.metrics.makespan_ms).toBe(480);
  });

  it('does not wait for a busy strategy: latency of item a grows by half of a when 20/s meet 10/s', async () => {
    const run = await runVirtually({
      strategy: workers.create({ size: 1 }),
      work: { ...aWorkload(600), arrivals: every50ms() },
      service: () => 100,
    });
    const latencies = byItem(run).map(
      ({ intended_us, done_us = 0 }) => (done_us - intended_us) / 1_000,
    );
    expect(latencies).toEqual(Array.from({ length: 600 }, (_, i) => i * 50 + 100));
    expect(latencies.at(-1)).toBe(30_050);
  });

  it('schedules only what arrives: 7 of 10 items', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: { ...aWorkload(10), arrivals: every50ms(7) },
    });
    expect(run.metrics.counts).toMatchObject({ scheduled: 7, completed: 7, dropped: 0 });
    expect(run.complete).toBe(true);
  });

  it('works with a workload of unknown length, and ends with it', async () => {
    const run = await runVirtually({
      strategy: workers.create({ size: 2 }),
      work: { ...aStream(5), arrivals: every50ms() },
    });
    expect(run.metrics.counts).toMatchObject({ scheduled: 5, completed: 5 });
  });

  it('keeps what arrived and was never pulled as incomplete when the run is cut', async () => {
    const stop = new AbortController();
    const run = await runVirtually({
      strategy: workers.create({ size: 1 }),
      work: { ...aWorkload(100), arrivals: every50ms() },
      service: () => 1_000,
      signal: stop.signal,
      onSettled: () => stop.abort(),
    });
    // Items 0 to 20 are due within the first second; one of them is done, and one is at work.
    expect(run.metrics.counts).toMatchObject({ completed: 1, failed: 0, dropped: 0 });
    expect(run.metrics.counts.incomplete).toBeGreaterThanOrEqual(19);
    expect(run.complete).toBe(false);
  });
});
