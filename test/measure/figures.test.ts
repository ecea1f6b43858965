import { describe, expect, it } from 'vitest';
import type { Item, Workload } from '../../src/core/item.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { sequential } from '../../src/dispatch/strategies/sequential.ts';
import { jain } from '../../src/measure/tag-counts.ts';
import { OK } from '../helpers/fake-client.ts';
import { anItem, runVirtually } from '../helpers/strategy-run.ts';

const REFUSED: Outcome = { kind: 'rate-limited', status: 429, message: 'slow down' };

/** Refused once, then answered: 100 ms, 1 s of back-off, 100 ms. */
const refusedOnce = (_: number, attempt: number) => (attempt === 0 ? REFUSED : OK);

function workloadOf(items: readonly Item[]): Workload {
  return { count: items.length, items: () => items };
}

describe('slots', () => {
  it('split into busy, back-off and idle time', async () => {
    const { metrics } = await runVirtually({
      strategy: semaphore.create({ size: 4, scope: 'item' }),
      work: 2,
      retry: { maxRetries: 1 },
      outcome: refusedOnce,
      measure: { slots: 4 },
    });
    expect(metrics.makespan_ms).toBe(1_200);
    expect(metrics.slots).toEqual({ size: 4, busy_ms: 400, backoff_ms: 2_000, idle_ms: 2_400 });
    expect(metrics.slot_utilisation).toBeCloseTo(400 / 4_800, 12);
    expect(metrics.backoff_share).toBeCloseTo(2_000 / 2_400, 12);
  });

  it('are free in back-off when each attempt holds one by itself', async () => {
    const { metrics } = await runVirtually({
      strategy: semaphore.create({ size: 4, scope: 'attempt' }),
      work: 2,
      retry: { maxRetries: 1 },
      outcome: refusedOnce,
      measure: { slots: 4 },
    });
    expect(metrics.slots).toEqual({ size: 4, busy_ms: 400, backoff_ms: 0, idle_ms: 4_400 });
  });
});

describe('goodput', () => {
  it('counts answers within the limit, the limit included, against all that were scheduled', async () => {
    // Answered after 100, 200, 300 and 400 ms; the last one fails.
    const { metrics } = await runVirtually({
      strategy: sequential.create({}),
      work: 5,
      outcome: (item) => (item === 4 ? REFUSED : { ...OK, usage: { outputTokens: 7 } }),
      measure: { slo: { latency: 300 } },
    });
    expect(metrics.makespan_ms).toBe(500);
    expect(metrics.attained).toBe(3 / 5);
    expect(metrics.goodput_per_s).toBe(3 / 0.5);
    expect(metrics.token_goodput_per_s).toBe(21 / 0.5);
  });

  it('is absent when a limit cannot be measured', async () => {
    const { metrics } = await runVirtually({
      strategy: gather.create({}),
      work: 2,
      measure: { slo: { ttft: 200 } },
    });
    expect(metrics).not.toHaveProperty('attained');
    expect(metrics).not.toHaveProperty('goodput_per_s');
  });
});

describe('tokens', () => {
  const usage = { inputTokens: 10, cacheReadTokens: 90, outputTokens: 5 };

  it('keep what a cache took part in apart, and rates to answers', async () => {
    const { metrics } = await runVirtually({
      strategy: gather.create({}),
      work: 3,
      outcome: (item) => (item === 2 ? REFUSED : { ...OK, usage }),
    });
    expect(metrics.tokens).toEqual({ input: 200, output: 10, cache_read: 180, from: 'usage' });
    expect(metrics.input_tokens_per_s).toBe(200 / 0.1);
    expect(metrics.output_tokens_per_s).toBe(10 / 0.1);
  });

  it('are wasted when the attempt is followed by another, or its item fails', async () => {
    const truncated: Outcome = { kind: 'truncated', message: 'no end', usage };
    const { metrics } = await runVirtually({
      strategy: gather.create({}),
      work: 2,
      retry: { maxRetries: 1, retryOn: 'truncated' },
      outcome: (item, attempt) => (item === 1 || attempt === 0 ? truncated : { ...OK, usage }),
    });
    const { wasted, ...all } = metrics.tokens;
    const attempts = metrics.attempts.total;
    expect(metrics.attempts).toMatchObject({ ok: 2 - metrics.counts.failed });
    expect(all).toMatchObject({ input: attempts * 100, output: attempts * 5 });
    expect(wasted).toMatchObject({ input: metrics.attempts.truncated * 100 });
  });

  it('are those of nobody when no reply told', async () => {
    const { metrics } = await runVirtually({ strategy: gather.create({}), work: 1 });
    expect(metrics.tokens).toEqual({ input: 0, output: 0 });
    expect(metrics).not.toHaveProperty('output_tokens_per_s');
  });
});

describe('window_overshoot', () => {
  it('is the most starts of a minute by the limit', async () => {
    // 100 ms each, one after the other: 600 starts in any minute.
    const { metrics } = await runVirtually({
      strategy: sequential.create({}),
      work: 1_000,
      measure: { requestsPerMinute: 400 },
    });
    expect(metrics.window_overshoot).toBe(600 / 400);
  });
});

describe('fairness', () => {
  it('is 1 for equal shares and 1/n when one gets everything', () => {
    expect(jain([5, 5, 5, 5])).toBe(1);
    expect(jain([20, 0, 0, 0])).toBe(1 / 4);
    expect(jain([1, 3])).toBe(16 / 20);
    expect(jain([0, 0])).toBeUndefined();
  });

  it('compares the tags of items, and tells how long each waited', async () => {
    const tagged = ['a', 'b', 'a', 'a'].map((tag, index) => ({ ...anItem(index), tag }));
    const { metrics } = await runVirtually({
      strategy: sequential.create({}),
      work: workloadOf(tagged),
    });
    expect(metrics.fairness).toBe(jain([3, 1]));
    expect(metrics.tags).toEqual([
      { tag: 'a', completed: 3, longest_wait_ms: 300 },
      { tag: 'b', completed: 1, longest_wait_ms: 100 },
    ]);
  });

  it('is absent where items are not kept apart', async () => {
    const { metrics } = await runVirtually({ strategy: sequential.create({}), work: 2 });
    expect(metrics).not.toHaveProperty('fairness');
  });
});

describe('incomplete_age', () => {
  it('is the time from the start to the cut, of what was never pulled, too', async () => {
    const stop = new AbortController();
    const { metrics } = await runVirtually({
      strategy: sequential.create({}),
      work: 10,
      signal: stop.signal,
      outcome(item) {
        if (item === 3) stop.abort();
        return OK;
      },
    });
    // The cut comes at 400 ms, before the fourth answer.
    expect(metrics.counts).toMatchObject({ completed: 3, incomplete: 7 });
    expect(metrics.incomplete_age).toMatchObject({ count: 7, min_ms: 400, max_ms: 400 });
  });
});
