import { describe, expect, it } from 'vitest';
import type { TaskFunction } from '../../src/core/user-code.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { byItem, runVirtually } from '../helpers/strategy-run.ts';

const perAttempt = (size: number) => semaphore.create({ size, scope: 'attempt' });
const list = (length: number) => Array.from({ length }, (_, i) => i);

/** Reads documents side by side, then answers. */
const fanOut =
  (documents: number, size: number): TaskFunction =>
  async (_, { call, map }) => {
    await map(list(documents), size, (i) => call({ prompt: `document ${i}` }));
    return call({ prompt: 'the answer' });
  };

describe('an item that is a task of several calls', () => {
  it('reads 50 documents at 15 at once in 4 steps, and answers in a fifth', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: 1,
      task: fanOut(50, 15),
      service: () => 1_000,
    });
    const [row] = byItem(run);
    expect(row).toMatchObject({ bin: 'completed', done_us: 5_000_000 });
    expect(row?.attempts.map(({ attempt }) => attempt)).toEqual(list(51));
    expect(row?.attempts.at(-1)?.sent_us).toBe(4_000_000);
    expect(run.client.peak).toBe(15);
    expect(run.metrics.counts).toMatchObject({ scheduled: 1, completed: 1 });
    expect(run.metrics.backoff?.max_ms).toBe(0);
  });

  it('shares the slots of a strategy that holds attempts with all other tasks', async () => {
    const run = await runVirtually({ strategy: perAttempt(4), work: 3, task: fanOut(4, 4) });
    // 15 calls of 100 ms in 4 slots; three answers cannot start before the documents of their items.
    expect(run.client.peak).toBe(4);
    expect(run.metrics.makespan_ms).toBe(400);
    expect(run.metrics.attempts.total).toBe(15);
  });

  it('has the retries of the scenario for each call', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: 1,
      task: async (_, { call }) => {
        await call({ prompt: 'first' });
        await call({ prompt: 'second' });
      },
      retry: { maxRetries: 1 },
      outcome: (_, attempt) =>
        attempt % 2 === 0 ? { kind: 'overloaded', message: 'busy' } : { kind: 'ok', status: 200 },
    });
    expect(run.client.requests.map(({ at }) => at)).toEqual([0, 1_100, 1_200, 2_300]);
    expect(run.metrics.counts.completed).toBe(1);
    expect(run.metrics.backoff?.sum_ms).toBe(2_000);
  });

  it('fails with the outcome of the call that failed', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: 1,
      task: fanOut(3, 1),
      outcome: (_, attempt) =>
        attempt === 1 ? { kind: 'client-error', message: 'no' } : { kind: 'ok', status: 200 },
    });
    expect(byItem(run)[0]).toMatchObject({ bin: 'failed', outcome: 'client-error' });
    expect(run.client.requests).toHaveLength(2);
    expect(run.metrics.errors).toMatchObject([{ outcome: 'client-error', count: 1, items: 1 }]);
  });

  it('is invalid output when the task itself cannot go on', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: 1,
      task: async (_, { call }) => JSON.parse(await call({ prompt: 'JSON?' })),
    });
    expect(byItem(run)[0]).toMatchObject({ bin: 'failed', outcome: 'invalid-output' });
  });

  it('is checked by what it returns, not by its calls', async () => {
    const run = await runVirtually({
      strategy: gather.create({}),
      work: 2,
      task: async ({ index }, { call }) => {
        await call({ prompt: 'a step' });
        return index === 0 ? 'yes' : 'perhaps';
      },
      check: (answer) => (answer === 'yes' ? undefined : 'neither yes nor no'),
    });
    expect(byItem(run).map(({ outcome }) => outcome)).toEqual(['ok', 'invalid-output']);
    expect(run.metrics.attempts.ok).toBe(2);
    const message = 'neither yes nor no: "perhaps"';
    expect(byItem(run).map((row) => row.message)).toEqual([undefined, message]);
    expect(run.metrics.errors).toMatchObject([
      { outcome: 'invalid-output', count: 1, items: 1, example: message },
    ]);
  });

  it('is incomplete when the run is interrupted', async () => {
    const stop = new AbortController();
    const run = await runVirtually({
      strategy: gather.create({}),
      work: 1,
      signal: stop.signal,
      task: async (item, context) => {
        await context.call({ prompt: 'first' });
        stop.abort();
        return fanOut(2, 2)(item, context);
      },
    });
    expect(run.metrics.counts).toMatchObject({ incomplete: 1, failed: 0 });
    expect(run.client.requests).toHaveLength(1);
  });
});
