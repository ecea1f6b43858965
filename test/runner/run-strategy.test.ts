import { describe, expect, it, vi } from 'vitest';
import type { AttemptEnd } from '../../src/core/job.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Strategy } from '../../src/core/strategy.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { pacing } from '../../src/dispatch/strategies/pacing.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { sequential } from '../../src/dispatch/strategies/sequential.ts';
import { waves } from '../../src/dispatch/strategies/waves.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import type { LiveProgress } from '../../src/runner/run-strategy.ts';
import { runStrategy } from '../../src/runner/run-strategy.ts';
import { FakeClient, OK } from '../helpers/fake-client.ts';
import type { RunSetup } from '../helpers/strategy-run.ts';
import {
  anItem,
  aStream,
  attemptsOf,
  aWorkload,
  byItem,
  NO_RETRY,
  runOn,
  runVirtually,
} from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const refused: Outcome = { kind: 'rate-limited', status: 429, message: 'slow down' };
const slots = (size: number) => semaphore.create({ size, scope: 'item' });

describe('latency of 100 items of 2 s, all intended at 0', () => {
  it.each([
    ['semaphore 1', slots(1), 100, 180, 198, 101],
    ['semaphore 5', slots(5), 20, 36, 40, 21],
    ['semaphore 10', slots(10), 10, 18, 20, 11],
    ['semaphore 100', slots(100), 2, 2, 2, 2],
    ['workers 10', workers.create({ size: 10 }), 10, 18, 20, 11],
    ['gather', gather.create({}), 2, 2, 2, 2],
  ])('with %s: p50 %d, p90 %d, p99 %d, mean %d s', async (_, strategy, p50, p90, p99, mean) => {
    const { metrics } = await runVirtually({ strategy, work: 100, service: () => 2_000 });
    const { latency, service } = metrics;
    for (const [read, seconds] of [
      [latency?.p50_ms, p50],
      [latency?.p90_ms, p90],
      [latency?.p99_ms, p99],
    ] as const) {
      expect(read).toBeGreaterThanOrEqual(seconds * 1_000);
      expect(read).toBeLessThanOrEqual(seconds * 1_001);
    }
    expect(latency?.mean_ms).toBe(mean * 1_000);
    expect(service).toMatchObject({ count: 100, min_ms: 2_000, max_ms: 2_000, mean_ms: 2_000 });
  });
});

describe('every item', () => {
  const rng = createRng(11);
  const setup: RunSetup = {
    strategy: semaphore.create({ size: 4, scope: 'attempt' }),
    work: 60,
    retry: { maxRetries: 4, jitter: 'full', retryAfter: 'floor+jitter' },
    service: (item, attempt) => 500 * rng.uniform('service', item, attempt),
    outcome(item, attempt) {
      const u = rng.uniform('outcome', item, attempt);
      return u < 0.4 ? { ...refused, ...(u < 0.2 && { retryAfter: 700.5 }) } : OK;
    },
  };

  it('has a response that is queue plus attempts plus back-off plus requeue, exactly', async () => {
    const run = await runVirtually(setup);
    expect(run.entries).toHaveLength(60);
    for (const { intended_us, due_us, taken_us, done_us = Number.NaN, attempts } of run.entries) {
      const queue = (attempts[0]?.sent_us ?? Number.NaN) - due_us;
      let call = 0;
      for (const [k, { asked_us, sent_us, ended_us }] of attempts.entries()) {
        const before = attempts[k - 1];
        const backoff = before ? asked_us - before.ended_us : 0;
        const requeue = before ? sent_us - asked_us : 0;
        expect(backoff).toBe(Math.round((before?.backoff_ms ?? 0) * 1_000));
        expect(requeue).toBeGreaterThanOrEqual(0);
        call += ended_us - sent_us + backoff + requeue;
      }
      expect(done_us - intended_us).toBe(queue + call);
      expect([intended_us, due_us, taken_us]).toEqual([0, 0, 0]);
      expect(attempts.at(-1)).not.toHaveProperty('backoff_ms');
    }
    expect(attemptsOf(run).every((attempt) => Number.isInteger(attempt.sent_us))).toBe(true);
  });

  it('meets the same figures again with the same seed', async () => {
    const [first, second] = [await runVirtually(setup), await runVirtually(setup)];
    expect(second.metrics).toEqual(first.metrics);
    expect(second.entries).toEqual(first.entries);
  });

  it('settles once, with its number of attempts', async () => {
    const settled = vi.fn();
    await runVirtually({
      strategy: slots(2),
      work: 3,
      retry: { maxRetries: 2 },
      outcome: (item, attempt) => (item === 1 && attempt < 2 ? refused : OK),
      onSettled: settled,
    });
    expect(settled.mock.calls.map(([{ item, attempts }]) => [item.index, attempts])).toEqual([
      [0, 1],
      [2, 1],
      [1, 3],
    ]);
  });
});

describe('retries', () => {
  it('wait 1, 2 and 4 s without jitter: 4 attempts of 100 ms take 7.4 s', async () => {
    const run = await runVirtually({
      strategy: sequential.create({}),
      work: 1,
      retry: { maxRetries: 3 },
      outcome: () => refused,
    });
    expect(attemptsOf(run).map(({ sent_us, backoff_ms }) => [sent_us, backoff_ms])).toEqual([
      [0, 1_000],
      [1_100_000, 2_000],
      [3_200_000, 4_000],
      [7_300_000, undefined],
    ]);
    expect(run.metrics).toMatchObject({
      makespan_ms: 7_400,
      amplification: 4,
      counts: { failed: 1 },
      backoff: { sum_ms: 7_000 },
    });
  });

  it('do without a wait when the base is 0', async () => {
    const { metrics } = await runVirtually({
      strategy: sequential.create({}),
      work: 1,
      retry: { maxRetries: 2, base: 0 },
      outcome: () => refused,
    });
    expect(metrics.makespan_ms).toBe(300);
  });

  it('of 1000 waiting items raise no warning about listeners', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    await runVirtually({
      strategy: gather.create({}),
      work: 1_000,
      retry: { maxRetries: 1 },
      outcome: (_, attempt) => (attempt === 0 ? refused : OK),
    });
    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });
});

describe('a listener', () => {
  it('hears each attempt at its end, with the attempts in flight at its start', async () => {
    const heard: Omit<AttemptEnd, 'item' | 'outcome'>[] = [];
    await onVirtualClock(async (clock) => {
      await clock.sleep(5_000);
      await runOn(clock, {
        strategy: {
          async run(jobs, context) {
            context.observe(({ attempt, startedAt, endedAt, inFlightAtStart }) => {
              heard.push({ attempt, startedAt, endedAt, inFlightAtStart });
            });
            await gather.create({}).run(jobs, context);
          },
        },
        work: 2,
        retry: { maxRetries: 1, base: 50 },
        outcome: (item, attempt) => (item === 0 && attempt === 0 ? refused : OK),
      });
    });
    expect(heard).toEqual([
      { attempt: 0, startedAt: 5_000, endedAt: 5_100, inFlightAtStart: 1 },
      { attempt: 0, startedAt: 5_000, endedAt: 5_100, inFlightAtStart: 2 },
      { attempt: 1, startedAt: 5_150, endedAt: 5_250, inFlightAtStart: 1 },
    ]);
  });
});

/** Runs against a signal that aborts at an instant. */
function interruptedAt(at: number, setup: RunSetup) {
  return onVirtualClock(async (clock) => {
    const stop = new AbortController();
    clock.at(at, () => stop.abort());
    const run = await runOn(clock, { ...setup, signal: stop.signal });
    return { ...run, ended: clock.now() };
  });
}

describe('an interrupted run', () => {
  const tenOfHundred: RunSetup = { strategy: slots(10), work: 100, service: () => 2_000 };

  it('starts nothing more, ends what is in flight, and keeps what was measured', async () => {
    const run = await interruptedAt(5_000, tenOfHundred);
    expect(run.ended).toBe(5_000);
    expect(run.complete).toBe(false);
    expect(run.thrown).toBeUndefined();
    expect(run.client.requests).toHaveLength(30);
    expect(run.client.inFlight).toBe(0);
    expect(run.metrics.counts).toEqual({
      scheduled: 100,
      completed: 20,
      failed: 0,
      dropped: 0,
      incomplete: 80,
    });
    const cut = run.entries.filter(({ bin }) => bin === 'incomplete');
    expect(cut).toHaveLength(10);
    for (const entry of cut) {
      expect(entry).not.toHaveProperty('done_us');
      expect(entry.attempts[0]).toMatchObject({ outcome: 'cancelled', ended_us: 5_000_000 });
    }
    expect(run.metrics).toMatchObject({ makespan_ms: 5_000, throughput_per_s: 4 });
  });

  it.each([
    ['gather in flight', gather.create({}), 4_777],
    ['sequential', sequential.create({}), 7_777],
    ['workers', workers.create({ size: 5 }), 7_777],
    ['waves in their pause', waves.create({ size: 5, pause: 60_000 }), 7_777],
    ['pacing before a turn', pacing.create({ rpm: 10, size: 100, retries: 'fifo' }), 7_777],
    ['a semaphore of attempts', semaphore.create({ size: 5, scope: 'attempt' }), 7_777],
  ])('ends %s at once', async (_, strategy, at) => {
    const run = await interruptedAt(at, { ...tenOfHundred, strategy, service: () => 5_000 });
    expect(run.ended).toBe(at);
    expect(run.complete).toBe(false);
    expect(run.metrics.counts.scheduled).toBe(100);
    expect(run.client.requests.every((request) => request.at < at)).toBe(true);
  });

  it('counts an item in its back-off as incomplete, a failed one as failed', async () => {
    const run = await interruptedAt(500, {
      strategy: gather.create({}),
      work: 2,
      retry: { maxRetries: 1 },
      outcome: (item) =>
        item === 0 ? refused : { kind: 'client-error', status: 400, message: 'no such model' },
    });
    expect(byItem(run).map(({ bin }) => bin)).toEqual(['incomplete', 'failed']);
  });

  it('counts an item as incomplete whose attempt fails by the cut and would be repeated', async () => {
    const run = await interruptedAt(50, {
      strategy: gather.create({}),
      work: 1,
      retry: { maxRetries: 1 },
      onAbort: { kind: 'connection', message: 'socket closed' },
    });
    expect(run.metrics.counts).toMatchObject({ incomplete: 1, failed: 0 });
  });

  it('does not read the rest of a workload whose length nobody knows', async () => {
    let read = 0;
    await interruptedAt(5_000, {
      ...tenOfHundred,
      work: {
        count: undefined,
        *items() {
          while (read < 1_000) yield anItem(read++);
        },
      },
    });
    // Three times 10 slots, and one ahead.
    expect(read).toBe(31);
  });

  it('sends nothing when it was interrupted before', async () => {
    const run = await runVirtually({ ...tenOfHundred, signal: AbortSignal.abort() });
    expect(run.client.requests).toEqual([]);
    expect(run.metrics.counts).toMatchObject({ scheduled: 100, incomplete: 100 });
  });

  it('is no mistake of a strategy that leaves its wait by the signal', async () => {
    const run = await interruptedAt(500, {
      ...tenOfHundred,
      strategy: { run: (_, { clock, signal }) => clock.sleep(60_000, signal) },
    });
    expect(run.complete).toBe(false);
    expect(run.thrown).toBeUndefined();
  });
});

describe('a strategy that throws', () => {
  const throwing: Strategy = {
    async run(jobs, { clock }) {
      const queue = jobs[Symbol.asyncIterator]();
      for (let i = 0; i < 3; i++) {
        const next = await queue.next();
        if (!next.done) void next.value.run();
      }
      await clock.sleep(150);
      throw new Error('no idea what to do next');
    },
  };

  it('ends its attempts; what was measured is kept', async () => {
    const run = await runVirtually({
      strategy: throwing,
      work: 5,
      service: (item) => 100 + 100 * item,
    });
    expect(run.thrown).toEqual(new Error('no idea what to do next'));
    expect(run.complete).toBe(false);
    expect(byItem(run).map(({ outcome, done_us }) => [outcome, done_us])).toEqual([
      ['ok', 100_000],
      ['cancelled', 150_000],
      ['cancelled', 150_000],
    ]);
    expect(run.metrics.counts).toMatchObject({ completed: 1, failed: 2, dropped: 2 });
  });

  it('may throw nothing at all', async () => {
    const run = await runVirtually({ strategy: { run: () => Promise.reject() }, work: 1 });
    expect(run.thrown).toEqual(new Error('the strategy threw nothing at all'));
  });
});

describe('a strategy that returns early', () => {
  it('has the attempts that it left running measured, and the rest dropped', async () => {
    const run = await runVirtually({
      strategy: {
        async run(jobs) {
          const next = await jobs[Symbol.asyncIterator]().next();
          if (!next.done) void next.value.run();
        },
      },
      work: aStream(4),
    });
    expect(run.metrics).toMatchObject({
      makespan_ms: 100,
      counts: { scheduled: 4, completed: 1, dropped: 3 },
    });
    expect(run.complete).toBe(true);
  });
});

describe('a workload that breaks', () => {
  const rows = (count: number | undefined) => ({
    count,
    *items() {
      for (let i = 0; i < 3; i++) yield anItem(i);
      throw new Error('reviews.csv:4 has no prompt');
    },
  });

  it.each([
    ['sequential', sequential.create({}), undefined],
    ['sequential', sequential.create({}), 10],
    ['semaphore', slots(2), undefined],
    ['workers', workers.create({ size: 2 }), undefined],
    ['waves', waves.create({ size: 2, pause: 0 }), undefined],
  ])('under %s keeps what was measured (count %s)', async (_, strategy, count) => {
    const run = await runVirtually({ strategy, work: rows(count) });
    expect(run.thrown).toEqual(new Error('reviews.csv:4 has no prompt'));
    expect(run.complete).toBe(false);
    expect(run.metrics.counts.completed).toBeGreaterThanOrEqual(2);
    expect(run.metrics.counts.completed + run.metrics.counts.failed).toBe(3);
  });

  it('is told also when it breaks in the part that nobody pulled', async () => {
    const aborted = await runVirtually({
      strategy: {
        async run(jobs, { abort }) {
          const next = await jobs[Symbol.asyncIterator]().next();
          if (!next.done) await next.value.run();
          abort('enough');
        },
      },
      work: rows(undefined),
    });
    expect(aborted.thrown).toEqual(new Error('reviews.csv:4 has no prompt'));
    expect(aborted.metrics.counts).toMatchObject({ completed: 1, dropped: 2 });
  });
});

describe('a bug', () => {
  it('of a client ends the run with its error as the cause, and leaves no timer', async () => {
    const { failure, stats } = await onVirtualClock(async (clock) => {
      const client = new FakeClient(clock, { service: () => 100 });
      client.send = () => Promise.reject(new Error('client is broken'));
      const failed = runStrategy({
        strategy: slots(2),
        client,
        clock,
        workload: aWorkload(5),
        rng: createRng(1),
        retry: NO_RETRY,
        timeouts: { total: 60_000 },
        streaming: false,
        round: 0,
        signal: new AbortController().signal,
        onStart: () => {},
        onSettled: () => {},
      });
      const error: unknown = await failed.catch((reason: unknown) => reason);
      await clock.sleep(1);
      return { failure: error, stats: clock };
    });
    expect(failure).toMatchObject({ cause: new Error('client is broken') });
    expect(stats.stats.leftoverTimers).toBe(0);
  });
});

describe('live progress', () => {
  it('tells what is done and what is in flight', async () => {
    const seen: LiveProgress[] = [];
    await onVirtualClock(async (clock) => {
      let progress: (() => LiveProgress) | undefined;
      clock.at(150, () => seen.push(...(progress ? [progress()] : [])));
      await runStrategy({
        strategy: slots(2),
        client: new FakeClient(clock, { service: () => 100, outcome: () => refused }),
        clock,
        workload: aWorkload(5),
        rng: createRng(1),
        retry: NO_RETRY,
        timeouts: {},
        streaming: false,
        round: 0,
        signal: new AbortController().signal,
        onStart(run) {
          progress = run.progress;
        },
        onSettled: () => {},
      });
    });
    expect(seen).toEqual([{ completed: 0, failed: 2, inFlight: 2, rateLimited: 2 }]);
  });
});
