import { describe, expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createDirectClient } from '../../../mock-server/direct-client.ts';
import type { Workload } from '../../../src/core/item.ts';
import type { StrategyPlan } from '../../../src/core/plan.ts';
import { createRng } from '../../../src/core/rng.ts';
import { divide } from '../../../src/dispatch/divide.ts';
import { strategies } from '../../../src/dispatch/strategies/registry.ts';
import type { MeasuredRow } from '../../../src/measure/row-replay.ts';
import { runStrategy } from '../../../src/runner/run-strategy.ts';
import type { ShardOutput } from '../../../src/runner/shards/merge-shards.ts';
import { mergeShards } from '../../../src/runner/shards/merge-shards.ts';
import { shardWorkload } from '../../../src/runner/shards/shard-workload.ts';
import { poisson } from '../../../src/scenario/arrivals/poisson.ts';
import { aMockPlan } from '../../helpers/mock-plan.ts';
import { NO_RETRY } from '../../helpers/strategy-run.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const SEED = 7;
const mockPlan = aMockPlan({
  latency: { kind: 'lognormal', options: { mean: 2_000, cv: 0.5 } },
});

const items: Workload = {
  count: 400,
  *items() {
    for (let index = 0; index < 400; index++) {
      yield { index, prompt: `Item ${index}.`, maxTokens: 16, tag: `t${index % 3}` };
    }
  },
};
const arriving: Workload = { ...items, arrivals: poisson.create({ perSecond: 20 } as never) };

/** One thread's share, or all of it, on a clock and a server of its own: as the server keeps nothing between requests. */
async function runShare(strategy: StrategyPlan, workload: Workload) {
  const rows: MeasuredRow[] = [];
  const definition = strategies.get(strategy.kind);
  if (!definition) throw new Error(strategy.kind);
  const output = await onVirtualClock((clock) =>
    runStrategy({
      clock,
      rng: createRng(SEED),
      client: createDirectClient(createMock({ ...mockPlan, seed: SEED }, { clock, rows: 0 }), {
        api: 'anthropic',
        stream: false,
      }),
      strategy: definition.create(strategy.options as never),
      workload,
      retry: { ...NO_RETRY, maxRetries: 2, jitter: 'full' },
      timeouts: {},
      streaming: false,
      round: 0,
      signal: new AbortController().signal,
      measure: { slo: { latency: 3_000 }, slots: definition.slots?.(strategy.options as never) },
      onStart() {},
      onSettled() {},
      onRow: (row) => rows.push(row),
    }),
  );
  const { rows: kept, omitted: _, fingerprint: __, thrown: ___, ...rest } = output;
  return { output: structuredClone(rest) satisfies ShardOutput, rows, kept: [...kept] };
}

async function onThreads(threads: number, strategy: StrategyPlan, workload: Workload) {
  const parts = divide(strategy, threads);
  const shares = await Promise.all(
    parts.map((part, index) => runShare(part, shardWorkload(workload, index, parts.length))),
  );
  return mergeShards(
    shares.map(({ output }) => output),
    shares.flatMap(({ rows }) => rows),
    {
      rng: createRng(SEED),
      measure: { slo: { latency: 3_000 }, open: workload.arrivals !== undefined },
      lost: 0,
    },
  );
}

const gather: StrategyPlan = { name: 'all', kind: 'gather', options: {} };

describe('mergeShards', () => {
  it.each([
    [2, 'at once', items],
    [3, 'at once', items],
    [4, 'as they arrive', arriving],
    [10, 'as they arrive', arriving],
  ])('gives of %d threads, all items %s, the very figures of one', async (threads, _, workload) => {
    const [one, many] = [
      await onThreads(1, gather, workload),
      await onThreads(threads, gather, workload),
    ];
    const { output: whole } = await runShare(gather, workload);
    expect(many.metrics).toEqual(one.metrics);
    expect(one.metrics).toEqual({ ...whole.metrics, ...lanesOf(one) });
    expect([...many.rows]).toEqual([...one.rows]);
  });

  it('keeps the rows of the longest latency of an open load, as one thread does', async () => {
    const count = 201_000;
    const burst: Workload = {
      count,
      *items() {
        for (let index = 0; index < count; index++) yield { index, prompt: '', maxTokens: 16 };
      },
      arrivals: { next: () => 0 },
    };
    const pool: StrategyPlan = { name: 'pool', kind: 'workers', options: { size: 100 } };
    const { output, rows, kept } = await runShare(pool, burst);
    const merged = mergeShards([output], rows, {
      rng: createRng(SEED),
      measure: { open: true },
      lost: 0,
    });
    const latest = Array.from({ length: 100 }, (_, i) => count - 1 - i);
    for (const all of [kept, [...merged.rows]]) {
      expect(all.length).toBeLessThan(70_000);
      const held = new Set(all.map(({ item }) => item));
      expect(latest.filter((item) => !held.has(item))).toEqual([]);
    }
  });

  it('adds the shares of a semaphore up: never more in flight than its size', async () => {
    const pool: StrategyPlan = {
      name: 'pool',
      kind: 'semaphore',
      options: { size: 10, scope: 'item' },
    };
    const { metrics, complete } = await onThreads(4, pool, items);
    expect(complete).toBe(true);
    expect(metrics.counts.scheduled).toBe(400);
    expect(metrics.in_flight.peak).toBe(10);
  });

  it('is a run with an error when a thread was lost, and keeps what the others did', async () => {
    const share = await runShare(gather, shardWorkload(items, 0, 2));
    const merged = mergeShards([share.output], share.rows, {
      rng: createRng(SEED),
      measure: {},
      lost: 1,
    });
    expect(merged.complete).toBe(false);
    expect(merged.metrics.counts.scheduled).toBe(200);
    expect(String(merged.thrown)).toContain('1 of its threads ended before their work did');
  });
});

function lanesOf({ metrics }: Awaited<ReturnType<typeof onThreads>>) {
  return metrics.lanes ? { lanes: metrics.lanes } : {};
}
