import { describe, expect, it } from 'vitest';
import { judge } from '../../src/analyze/judge.ts';
import type { VirtualClock } from '../../src/clock/virtual.ts';
import type { Workload } from '../../src/core/item.ts';
import type { StrategyPlan } from '../../src/core/plan.ts';
import type { TruthSource } from '../../src/core/truth.ts';
import type { RunDependencies, RunRecord } from '../../src/runner/run-plan.ts';
import { runPlan } from '../../src/runner/run-plan.ts';
import { FakeClient } from '../helpers/fake-client.ts';
import { anEnvironment, aPlan } from '../helpers/plan.ts';
import { anItem, aWorkload } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const one: StrategyPlan = { name: 'one by one', kind: 'sequential', options: {} };
const five: StrategyPlan = {
  name: 'five',
  kind: 'semaphore',
  options: { size: 5, scope: 'item' },
};
const all: StrategyPlan = { name: 'all', kind: 'gather', options: {} };

interface Given extends Partial<RunDependencies> {
  readonly strategies: readonly StrategyPlan[];
  readonly workload?: Workload;
}

/** Runs a plan of 10 items of 1 s. */
async function runTen(clock: VirtualClock, given: Given) {
  const { strategies, workload = aWorkload(10), ...dependencies } = given;
  const clients: FakeClient[] = [];
  const widths: (number | undefined)[] = [];
  const record = await runPlan(aPlan(...strategies), workload, {
    clock,
    environment: anEnvironment,
    signal: new AbortController().signal,
    async connect(connections) {
      const client = new FakeClient(clock, { service: () => 1_000 });
      clients.push(client);
      widths.push(connections);
      return client;
    },
    ...dependencies,
  });
  return { record, clients, widths };
}

function makespans({ strategies }: RunRecord) {
  return strategies.map(({ name, metrics }) => [name, metrics.makespan_ms]);
}

describe('runPlan', () => {
  it('runs one strategy after the other on the same work, each from its own 0', async () => {
    const { record, clients, widths } = await onVirtualClock((clock) =>
      runTen(clock, { strategies: [one, five, all] }),
    );
    expect(makespans(record)).toEqual([
      ['one by one', 10_000],
      ['five', 2_000],
      ['all', 1_000],
    ]);
    expect(widths).toEqual([1, 5, undefined]);
    expect(clients.map(({ closed }) => closed)).toEqual([true, true, true]);
    expect(record).toMatchObject({
      schemaVersion: 1,
      scenario: 'test',
      question: 'Which one?',
      started_at: '2026-01-01T00:00:00.000Z',
      seed: 7,
      clock: { kind: 'virtual' },
      environment: anEnvironment,
      complete: true,
      warnings: [],
    });
    expect(record.strategies[1]?.rounds).toEqual([
      {
        round: 0,
        makespan_ms: 2_000,
        throughput_per_s: 5,
        counts: { scheduled: 10, completed: 10, failed: 0, dropped: 0, incomplete: 0 },
      },
    ]);
    expect(judge(record)).toEqual({ status: 'pass', reasons: [] });
  });

  it('hands over the result so far after each strategy', async () => {
    const saved: [number, boolean, string, number][] = [];
    await onVirtualClock((clock) =>
      runTen(clock, {
        strategies: [one, five],
        async onEnd({ strategies, complete }, { name }, entries) {
          saved.push([strategies.length, complete, name, entries.length]);
        },
      }),
    );
    expect(saved).toEqual([
      [1, false, 'one by one', 10],
      [2, true, 'five', 10],
    ]);
  });

  it('stops in the middle: the strategy is cut, the next ones never run, the verdict is partial', async () => {
    const { record, clients, widths } = await onVirtualClock((clock) => {
      const stop = new AbortController();
      clock.at(1_500, () => stop.abort());
      return runTen(clock, { strategies: [five, one, all], signal: stop.signal });
    });
    expect(widths).toEqual([5]);
    expect(clients[0]).toMatchObject({ closed: true, inFlight: 0 });
    expect(record.complete).toBe(false);
    expect(record.strategies).toHaveLength(1);
    expect(record.strategies[0]).toMatchObject({
      complete: false,
      metrics: { makespan_ms: 1_500, counts: { completed: 5, incomplete: 5 } },
    });
    expect(judge(record)).toMatchObject({
      status: 'partial',
      reasons: [
        {
          code: 'partial',
          message: 'the run was interrupted: 0 of 3 strategies are complete',
        },
      ],
    });
  });

  it('keeps what was measured when the workload breaks, says so, and never calls the run complete', async () => {
    let passes = 0;
    const broken: Workload = {
      count: 10,
      *items() {
        const good = passes++ === 0 ? 4 : 10;
        for (let i = 0; i < good; i++) yield anItem(i);
        if (good < 10) throw new Error('row 5 has no prompt');
      },
    };
    const completes: boolean[] = [];
    const { record } = await onVirtualClock((clock) =>
      runTen(clock, {
        strategies: [one, five],
        workload: broken,
        async onEnd({ complete }) {
          completes.push(complete);
        },
      }),
    );
    expect(record.warnings).toMatchObject([
      {
        code: 'strategy-threw',
        message: 'strategy "one by one" stopped with an error: row 5 has no prompt',
      },
    ]);
    expect(record.strategies.map(({ metrics }) => metrics.counts.completed)).toEqual([4, 10]);
    expect(completes).toEqual([false, false]);
    expect(record.complete).toBe(false);
    expect(judge(record)).toMatchObject({ status: 'invalid', reasons: record.warnings });
  });

  it("resets the server's account before each strategy and holds it against the client's", async () => {
    const calls: string[] = [];
    const truth: TruthSource = {
      async reset() {
        calls.push('reset');
      },
      async read() {
        calls.push('read');
        return { requests: 12, peakInFlight: 5, rows: [] };
      },
    };
    const { record } = await onVirtualClock((clock) =>
      runTen(clock, { strategies: [five, all], truth }),
    );
    expect(calls).toEqual(['reset', 'read', 'reset', 'read']);
    expect(record.strategies[0]?.metrics.server).toEqual({
      requests: 12,
      peak_in_flight: 5,
      hidden_attempts: 2,
    });
    expect(judge(record).status).toBe('invalid');
  });

  it('closes the client when something breaks', async () => {
    const clients: FakeClient[] = [];
    const failed = onVirtualClock((clock) =>
      runTen(clock, {
        strategies: [one],
        async connect() {
          const client = new FakeClient(clock, { service: () => 1 });
          clients.push(client);
          return client;
        },
        truth: {
          reset: () => Promise.reject(new Error('mock is gone')),
          read: () => Promise.reject(new Error('mock is gone')),
        },
      }),
    );
    await expect(failed).rejects.toThrow('mock is gone');
    expect(clients[0]?.closed).toBe(true);
  });
});
