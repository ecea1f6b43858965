import { describe, expect, it } from 'vitest';
import type { Arrivals } from '../../src/core/arrivals.ts';
import type { Item } from '../../src/core/item.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { queue } from '../../src/dispatch/strategies/queue.ts';
import { waves } from '../../src/dispatch/strategies/waves.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { poisson } from '../../src/scenario/arrivals/poisson.ts';
import {
  anItem,
  aStream,
  aWorkload,
  byItem,
  runOn,
  runVirtually,
} from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

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

describe('the schedule of an open load', () => {
  it('is that of the whole for each share of the items: every third item comes when it would anyway', async () => {
    const arrivals = poisson.create({ perSecond: 50 });
    const intended = async (items: (index: number) => boolean) => {
      const { items: all } = aWorkload(90);
      const run = await runVirtually({
        strategy: gather.create({}),
        work: {
          count: undefined,
          arrivals,
          *items() {
            for (const item of all() as Iterable<Item>) if (items(item.index)) yield item;
          },
        },
      });
      return byItem(run).map(({ item, intended_us }) => [item, intended_us]);
    };
    const whole = await intended(() => true);
    const shares = await Promise.all([0, 1, 2].map((share) => intended((i) => i % 3 === share)));
    expect(shares.flat().sort(([a = 0], [b = 0]) => a - b)).toEqual(whole);
  });

  it('never shifts: after a block of 500 ms at 100/s all are released at once, as late as they are', async () => {
    const run = await onVirtualClock(async (clock) => {
      // A blocked loop: timers that are due fire at its end.
      const at = clock.at.bind(clock);
      clock.at = (time, call, rank) => at(time > 1_000 && time < 1_500 ? 1_500 : time, call, rank);
      return runOn(clock, {
        strategy: gather.create({}),
        work: { ...aWorkload(300), arrivals: { next: (index) => index * 10 } },
        service: () => 10,
      });
    });
    const entries = byItem(run);
    expect(entries.map(({ intended_us }) => intended_us)).toEqual(
      Array.from({ length: 300 }, (_, i) => i * 10_000),
    );
    expect(Math.max(...entries.map(({ due_us, intended_us }) => due_us - intended_us))).toBe(
      490_000,
    );
    expect(entries[151]?.due_us).toBe(1_510_000);
    expect(run.metrics.lag?.max_ms).toBe(490);
    expect(run.metrics.latency?.max_ms).toBe(500);
  });

  it('is paced against the clock: 100/s in virtual time puts 10 into each 100 ms, and ends on time', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: { ...aWorkload(1_000), arrivals: { next: (index) => index * 10 } },
      service: () => 37,
    });
    const counts = new Array<number>(100).fill(0);
    for (const { due_us } of run.entries) {
      const bucket = Math.floor(due_us / 100_000);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    expect(new Set(counts)).toEqual(new Set([10]));
    // A generator that waits a gap after each send falls behind by each reply.
    expect(Math.max(...run.entries.map(({ due_us }) => due_us))).toBe(9_990_000);
  });

  it('adds nothing where nobody waits: latency is service, one value for each completion', async () => {
    const { metrics } = await runVirtually({
      strategy: workers.create({ size: 20 }),
      work: { ...aWorkload(500), arrivals: { next: (index) => index * 10 } },
      service: (item) => 10 + (item % 7),
    });
    expect(metrics.latency).toEqual(metrics.service);
    expect(metrics.latency?.count).toBe(metrics.counts.completed);
    expect(metrics.queue?.max_ms).toBe(0);
  });
});

describe('of bursts of 200, each 2 s long', () => {
  const inBursts: Arrivals = { next: (index) => 50 + Math.floor(index / 200) * 2_000 };

  it.each([
    ['gather', gather.create({})],
    ['queue', queue.create({ consumers: 200, capacity: 200, produceEvery: 0 })],
    ['waves', waves.create({ size: 200, pause: 0 })],
  ])('nothing overflows where %s has somebody free for each', async (_, strategy) => {
    const run = await runVirtually({
      strategy,
      work: { ...aWorkload(400), arrivals: inBursts },
      overflow: { policy: 'drop', waiting: 0, allowed: false },
    });
    expect(run.metrics.counts).toMatchObject({ completed: 400, dropped: 0 });
  });
});

describe('a workload that breaks in an open load', () => {
  const message = 'no prompt';

  it.each([
    ['gather', gather.create({})],
    ['workers', workers.create({ size: 10 })],
  ])('lets what is in flight end: %s', async (_, strategy) => {
    const run = await runVirtually({
      strategy,
      work: {
        count: 20,
        arrivals: every50ms(),
        *items() {
          for (let i = 0; i < 6; i++) yield anItem(i);
          throw new Error(message);
        },
      },
      service: () => 1_000,
    });
    expect(run.metrics.counts).toMatchObject({ scheduled: 6, completed: 6 });
    expect(run.thrown).toMatchObject({ message });
    expect(run.complete).toBe(false);
  });

  it('ends the load when it is read asynchronously, too', async () => {
    const run = await runVirtually({
      strategy: workers.create({ size: 2 }),
      work: {
        count: 20,
        arrivals: every50ms(),
        async *items() {
          yield anItem(0);
          throw new Error(message);
        },
      },
    });
    expect(run.metrics.counts).toMatchObject({ scheduled: 1, completed: 1 });
    expect(run.thrown).toMatchObject({ message });
  });
});

it('knows no wall clock: a step of an hour, forth and back, changes no figure', async () => {
  const figures = (hours: number) =>
    onVirtualClock(async (clock) => {
      const wall = clock.wall.bind(clock);
      clock.wall = () => new Date(wall().getTime() + (clock.now() > 500 ? hours : 0) * 3_600_000);
      const { metrics, fingerprint } = await runOn(clock, {
        strategy: workers.create({ size: 2 }),
        work: { ...aWorkload(50), arrivals: every50ms() },
      });
      return { latency: metrics.latency, makespan: metrics.makespan_ms, fingerprint };
    });
  const still = await figures(0);
  expect(await figures(1)).toEqual(still);
  expect(await figures(-1)).toEqual(still);
});
