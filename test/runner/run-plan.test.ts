import { describe, expect, it } from 'vitest';
import { judge } from '../../src/analyze/judge.ts';
import { BenchError } from '../../src/core/errors.ts';
import type { Workload } from '../../src/core/item.ts';
import type { StrategyPlan } from '../../src/core/plan.ts';
import type { RunDependencies, RunRecord } from '../../src/runner/run-plan.ts';
import { runPlan } from '../../src/runner/run-plan.ts';
import type { FakeClient } from '../helpers/fake-client.ts';
import { anEnvironment, aPlan } from '../helpers/plan.ts';
import { anItem, aWorkload } from '../helpers/strategy-run.ts';
import type { VirtualStageParts } from '../helpers/virtual-stage.ts';
import { aVirtualStage } from '../helpers/virtual-stage.ts';

const one: StrategyPlan = { name: 'one by one', kind: 'sequential', options: {} };
const five: StrategyPlan = {
  name: 'five',
  kind: 'semaphore',
  options: { size: 5, scope: 'item' },
};
const all: StrategyPlan = { name: 'all', kind: 'gather', options: {} };

const LOST = new BenchError('MOCK_LOST', 'the mock server went away.', { hint: 'run it again.' });

interface Given
  extends Pick<RunDependencies, 'onEnd' | 'onRows'>,
    Omit<VirtualStageParts, 'at' | 'lost'> {
  readonly strategies: readonly StrategyPlan[];
  readonly workload?: Workload;
  readonly seeds?: readonly number[];
  /** A signal that aborts at this time of each clock. */
  readonly interruptAt?: number;
  /** When the process of the mock server ends. */
  readonly lostAt?: number;
}

/** Runs a plan of 10 items of 1 s, each round on a virtual clock of its own. */
async function runTen(given: Given) {
  const { strategies, workload = aWorkload(10), seeds = [7] } = given;
  const { interruptAt, lostAt, onEnd, onRows, ...parts } = given;
  const [stop, lost] = [new AbortController(), new AbortController()];
  const time = interruptAt ?? lostAt;
  const end = () => (lostAt === undefined ? stop.abort() : lost.abort(LOST));
  const { stage, clients, opened } = aVirtualStage({
    ...parts,
    lost: lost.signal,
    at: time === undefined ? undefined : { time, run: end },
  });
  const record = await runPlan({ ...aPlan(...strategies), seeds }, workload, {
    stage,
    environment: anEnvironment,
    signal: stop.signal,
    ...(onEnd && { onEnd }),
    ...(onRows && { onRows }),
  });
  return { record, clients, opened };
}

function makespans({ strategies }: RunRecord) {
  return strategies.map(({ name, metrics }) => [name, metrics.makespan_ms]);
}

describe('runPlan', () => {
  it('runs one strategy after the other on the same work, each from its own 0', async () => {
    const { record, clients, opened } = await runTen({ strategies: [one, five, all] });
    expect(makespans(record)).toEqual([
      ['one by one', 10_000],
      ['five', 2_000],
      ['all', 1_000],
    ]);
    expect(opened).toEqual([
      [7, 1],
      [7, 5],
      [7, undefined],
    ]);
    expect(clients.map(({ closed }) => closed)).toEqual([true, true, true]);
    expect(record).toMatchObject({
      schemaVersion: 1,
      scenario: 'test',
      question: 'Which one?',
      started_at: '2026-01-01T00:00:00.000Z',
      seed: 7,
      clock: { kind: 'virtual', virtual_ms: 13_000 },
      environment: anEnvironment,
      complete: true,
      warnings: [],
    });
    expect(record.strategies[1]?.rounds).toMatchObject([
      {
        round: 0,
        seed: 7,
        makespan_ms: 2_000,
        throughput_per_s: 5,
        counts: { scheduled: 10, completed: 10, failed: 0, dropped: 0, incomplete: 0 },
        attempts: { total: 10, rate_limited: 0 },
      },
    ]);
    expect(judge(record)).toEqual({ status: 'pass', reasons: [] });
  });

  it('says once for each strategy what virtual time refused', async () => {
    const { record } = await runTen({ strategies: [one], seeds: [7, 8], refused: ['dns.lookup'] });
    expect(record.warnings).toMatchObject([
      { code: 'real-call-refused', message: expect.stringContaining('dns.lookup') },
    ]);
  });

  it('lets strategies take turns on the real clock, and throws the first round of each away', async () => {
    const { record, opened } = await runTen({
      strategies: [one, five, all],
      seeds: [7, 8, 9, 10],
      clockKind: 'real',
    });
    const [discarded, rounds] = [opened.slice(0, 3), opened.slice(3)];
    expect(discarded).toEqual([
      [7, 1],
      [7, 5],
      [7, undefined],
    ]);
    const turns = [0, 1, 2, 3].map((round) => rounds.slice(3 * round, 3 * round + 3));
    expect(turns.map((turn) => turn.map(([seed]) => seed))).toEqual([
      [7, 7, 7],
      [8, 8, 8],
      [9, 9, 9],
      [10, 10, 10],
    ]);
    const widths = turns.map((turn) => turn.map(([, connections]) => connections));
    expect(widths[1]).toEqual(widths[0]?.toReversed());
    expect(widths[3]).toEqual(widths[2]?.toReversed());
    expect(record.strategies.map(({ name, rounds: kept }) => [name, kept.length])).toEqual([
      ['one by one', 4],
      ['five', 4],
      ['all', 4],
    ]);
    expect(record.complete).toBe(true);
  });

  it('runs a round for each seed and adds them up', async () => {
    const rows: [string, number, number][] = [];
    const { record, opened } = await runTen({
      strategies: [five],
      seeds: [7, 8, 9],
      onRows({ name }, entries) {
        const all = [...entries];
        rows.push([name, all.length, all[0]?.round ?? -1]);
      },
    });
    expect(opened).toEqual([
      [7, 5],
      [8, 5],
      [9, 5],
    ]);
    expect(rows).toEqual([
      ['five', 10, 0],
      ['five', 10, 1],
      ['five', 10, 2],
    ]);
    expect(record.strategies[0]?.rounds.map(({ round, seed }) => [round, seed])).toEqual([
      [0, 7],
      [1, 8],
      [2, 9],
    ]);
    expect(record.strategies[0]?.metrics).toMatchObject({
      makespan_ms: 2_000,
      counts: { scheduled: 30, completed: 30 },
      latency: { count: 30, mean_ms: 1_500 },
    });
  });

  it('hands over the result so far after each strategy', async () => {
    const saved: [number, boolean, string][] = [];
    await runTen({
      strategies: [one, five],
      onEnd({ strategies, complete }, { name }) {
        saved.push([strategies.length, complete, name]);
      },
    });
    expect(saved).toEqual([
      [1, false, 'one by one'],
      [2, true, 'five'],
    ]);
  });

  it('stops in the middle: the strategy is cut, the next ones never run, the verdict is partial', async () => {
    const { record, clients, opened } = await runTen({
      strategies: [five, one, all],
      seeds: [7, 8],
      interruptAt: 1_500,
    });
    expect(opened).toEqual([[7, 5]]);
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

  it('ends when the mock server does, as if it was interrupted, and says why', async () => {
    const { record, opened } = await runTen({
      strategies: [five, one],
      seeds: [7, 8],
      lostAt: 1_500,
    });
    expect(opened).toEqual([[7, 5]]);
    expect(record.strategies).toMatchObject([
      { complete: false, metrics: { counts: { completed: 5, incomplete: 5 } } },
    ]);
    expect(judge(record)).toEqual({
      status: 'partial',
      reasons: [
        { code: 'mock-lost', message: 'the mock server went away.', hint: 'run it again.' },
      ],
    });
  });

  it('keeps a round whose mock server went away before it told what it saw, but not as a whole one', async () => {
    const { record, opened, clients } = await runTen({
      strategies: [five, one],
      truth: () => Promise.reject(LOST),
    });
    expect(opened).toEqual([[7, 5]]);
    expect(clients.map(({ closed }) => closed)).toEqual([true]);
    expect(record.strategies).toMatchObject([
      { complete: false, metrics: { counts: { completed: 10 } } },
    ]);
    expect(judge(record).reasons).toMatchObject([{ code: 'mock-lost' }]);
  });

  it('keeps the rounds before one that could not begin, because the mock server was gone', async () => {
    let read = 0;
    const { record } = await runTen({
      strategies: [five],
      seeds: [7, 8, 9],
      truth: async () => ({ requests: 10, peakInFlight: 5, rows: [] }),
      onOpen: () => (read++ === 2 ? Promise.reject(LOST) : undefined),
    });
    expect(record.strategies).toMatchObject([
      { complete: false, metrics: { counts: { scheduled: 20, completed: 20 } } },
    ]);
    expect(judge(record).reasons).toMatchObject([{ code: 'mock-lost' }]);
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
    const { record } = await runTen({
      strategies: [one, five],
      workload: broken,
      onEnd({ complete }) {
        completes.push(complete);
      },
    });
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

  it("holds the server's account of a round against the client's", async () => {
    const { record } = await runTen({
      strategies: [five, all],
      truth: async () => ({ requests: 12, peakInFlight: 5, rows: [] }),
    });
    expect(record.strategies[0]?.metrics.server).toEqual({
      requests: 12,
      peak_in_flight: 5,
      hidden_attempts: 2,
    });
    expect(judge(record).status).toBe('invalid');
  });

  it('closes the client when something breaks', async () => {
    const clients: FakeClient[] = [];
    const failed = runTen({
      strategies: [one],
      clients,
      truth: () => Promise.reject(new Error('mock is gone')),
    });
    await expect(failed).rejects.toThrow('mock is gone');
    expect(clients.map(({ closed }) => closed)).toEqual([true]);
  });
});
