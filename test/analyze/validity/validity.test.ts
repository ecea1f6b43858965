import { describe, expect, it } from 'vitest';
import { cautionsOf } from '../../../src/analyze/cautions.ts';
import { judge } from '../../../src/analyze/judge.ts';
import type { GeneratorHealth, MockHealth, StrategyHealth } from '../../../src/core/health.ts';
import type { Distribution, ItemCounts, Metrics, RunResult } from '../../../src/core/run-result.ts';
import { aThreshold } from '../../helpers/a-judged-run.ts';
import { aDistribution, aRun, aStrategy } from '../../helpers/a-run.ts';

const generator: GeneratorHealth = {
  wall_ms: 10_000,
  cpu_ms: 400,
  loop_blocked_ms: 150,
  loop_max_ms: 40,
  gc_ms: 30,
  gc_max_ms: 4,
  gc_pauses: 20,
  rss_mib: 120,
  socket_waits: 0,
};

const mock: MockHealth = {
  late_p50_ms: 0.5,
  late_p99_ms: 4,
  late_max_ms: 30,
  loop_max_ms: 30,
  loop_p99_ms: 8,
};

const server = { requests: 60, peak_in_flight: 10, hidden_attempts: 0, statuses_differ: 0 };

interface Facts {
  readonly health?: Partial<StrategyHealth>;
  readonly metrics?: Partial<Metrics>;
  readonly run?: Partial<RunResult>;
  /** Items that were refused once. @default none */
  readonly refused?: number;
}

/** Sixty items of 2 s with ten slots, and a generator and a mock that kept up. */
function aWatchedRun({ health, metrics, run, refused = 0 }: Facts = {}) {
  const strategy = aStrategy({
    name: 'a',
    slots: 10,
    refused: { items: refused, times: 1 },
    metrics: { server, in_flight: { peak: 10, mean: 9 }, ...metrics },
  });
  return aRun([strategy], {
    health: [{ strategy: 'a', size: 10, generator, mock, ...health }],
    ...run,
  });
}

/** Slots of which some were held through back-offs. */
const HELD = { size: 10, busy_ms: 80, backoff_ms: 1, idle_ms: 19 };

/** Sixty values of which the median is the first and p99 the second. */
function sixty(median: number, tail = median): Distribution {
  const distribution = aDistribution([...Array.from({ length: 59 }, () => median), tail]);
  if (!distribution) throw new Error('sixty values have a distribution');
  return distribution;
}

function found(facts?: Facts) {
  const { status, reasons } = judge(aWatchedRun(facts));
  return [status, ...reasons.map(({ code }) => code)];
}

/** What the sixty items became, when they did not all succeed. */
function became(counts: Partial<ItemCounts>): ItemCounts {
  return { scheduled: 60, completed: 0, failed: 0, dropped: 0, incomplete: 0, ...counts };
}

/** By what the verdict says: each check, and what provokes it. */
const CHECKS: Readonly<Record<string, Readonly<Record<string, Facts>>>> = {
  'client-bound': {
    'generator lateness, median': { metrics: { lag: sixty(11, 12) } },
    'generator lateness, p99': { metrics: { lag: sixty(1, 200) } },
    'achieved rate': { health: { releases: { planned: 1_000, released: 989 } } },
    'event loop, blocked': { health: { generator: { ...generator, loop_blocked_ms: 2_001 } } },
    'event loop, one stall': { health: { generator: { ...generator, loop_max_ms: 1_000 } } },
    'connection pool': { health: { generator: { ...generator, socket_waits: 5 } } },
    overhead: { metrics: { service: sixty(2_000), server: { ...server, overhead_p50_ms: 201 } } },
    'overhead beside the first token': {
      metrics: { ttft: sixty(400), server: { ...server, overhead_p50_ms: 51 } },
    },
  },
  'under-driven': { 'under-driven': { health: { size: 11 } } },
  dropped: {
    dropped: {
      metrics: { overflowed: 5, counts: became({ completed: 55, dropped: 5 }) },
      run: { plan: { ...aRun().plan, overflow: { policy: 'drop', waiting: 2, allowed: false } } },
    },
  },
  'no-data': { 'no data, nothing completed': { metrics: { counts: became({ failed: 60 }) } } },
  'threshold-no-data': {
    'no data, a gated metric': { run: { thresholds: [aThreshold({ verdict: 'no-data' })] } },
    censored: { run: { thresholds: [aThreshold({ verdict: 'no-data', at_least: true })] } },
  },
  'mock-saturated': {
    'mock late, its replies': { health: { mock: { ...mock, late_p50_ms: 300 } } },
    'mock late, its loop': { health: { mock: { ...mock, loop_p99_ms: 1_000 } } },
  },
  'ledger-disagrees': {
    'mock and ledger, attempts': { metrics: { server: { ...server, hidden_attempts: 1 } } },
    'mock and ledger, peak in flight': { metrics: { server: { ...server, peak_in_flight: 11 } } },
    'mock and ledger, statuses': { metrics: { server: { ...server, statuses_differ: 1 } } },
    'mock and ledger, tokens': { metrics: { server: { ...server, tokens_differ: 1 } } },
    'mock and ledger, durations': { metrics: { server: { ...server, faster_than_server: 1 } } },
  },
  'lost-worker': { 'lost shard': { health: { workers: 2, lost_workers: 1 } } },
};

const EACH_CHECK = Object.entries(CHECKS).flatMap(([code, checks]) =>
  Object.entries(checks).map(([check, facts]) => [check, code, facts] as const),
);

describe('the table of verdicts', () => {
  it('has nothing to say of a healthy run', () => {
    expect(judge(aWatchedRun())).toEqual({ status: 'pass', reasons: [] });
    const codes = cautionsOf(aWatchedRun()).map(({ code }) => code);
    expect(codes).toEqual(['low-n', 'mock-target']);
  });

  it.each(EACH_CHECK)('%s: invalid, %s and nothing else, with a remedy', (_, code, facts) => {
    expect(found(facts)).toEqual(['invalid', code]);
    const [reason] = judge(aWatchedRun(facts)).reasons;
    expect(reason?.hint).toBeTruthy();
  });

  it('over the cap: a bug of ours, and nothing else', () => {
    const facts = { metrics: { in_flight: { peak: 74, mean: 40 } }, health: { size: 45 } };
    expect(found(facts)).toEqual(['error', 'over-the-cap']);
  });

  it('partial result: partial, and nothing else', () => {
    const stopped = { ...aStrategy({ name: 'a', slots: 10 }), complete: false };
    const { status, reasons } = judge(aRun([stopped], { complete: false }));
    expect([status, ...reasons.map(({ code }) => code)]).toEqual(['partial', 'partial']);
  });

  it.each<[string, Facts]>([
    ['garbage-collection', { health: { generator: { ...generator, gc_ms: 501 } } }],
    ['stolen-time', { health: { generator: { ...generator, steal_share: 0.06 } } }],
    [
      'mock-late',
      { health: { mock: { ...mock, late_p99_ms: 11 } }, metrics: { service: sixty(200) } },
    ],
    ['loop-stall', { health: { generator: { ...generator, loop_max_ms: 300 } } }],
    ['loop-busy', { health: { generator: { ...generator, loop_blocked_ms: 501 } } }],
    ['late-items', { metrics: { lag: sixty(1, 11), service: sixty(200) } }],
    [
      'overhead',
      { metrics: { service: sixty(2_000), server: { ...server, overhead_p50_ms: 101 } } },
    ],
  ])('%s: a caution, and no reason', (code, facts) => {
    expect(found(facts)).toEqual(['pass']);
    expect(cautionsOf(aWatchedRun(facts)).map((notice) => notice.code)).toContain(code);
  });

  it('low n: a caution on p99 of 60 items', () => {
    expect(cautionsOf(aWatchedRun())[0]).toMatchObject({
      code: 'low-n',
      message: 'p99 of 60 items is the slowest one: read it as a maximum',
    });
  });
});

describe('the health of a run', () => {
  it('is told with the name of its strategy', () => {
    const facts = { health: { workers: 2, lost_workers: 1 } };
    expect(judge(aWatchedRun(facts)).reasons[0]?.message).toContain('strategy "a"');
  });

  it('does not call it under-driven when no round has work enough, however many rounds there are', () => {
    const peak = { server, in_flight: { peak: 20, mean: 9 } };
    const judged = (makespans: readonly number[]) => {
      const strategy = aStrategy({ name: 'a', slots: 50, items: 20, makespans, metrics: peak });
      const scheduled = 20 * makespans.length;
      const counts = { ...strategy.metrics.counts, scheduled, completed: scheduled };
      const several = { ...strategy, metrics: { ...strategy.metrics, counts } };
      return judge(aRun([several], { health: [{ strategy: 'a', size: 50, generator, mock }] }));
    };
    expect(judged([2_000, 2_000, 2_000, 2_000, 2_000, 2_000]).reasons).toEqual([]);
  });

  it.each<[string, Facts]>([
    [
      'items that were left',
      { metrics: { in_flight: { peak: 9, mean: 8 } }, health: { size: 31 } },
    ],
    ['threads', { metrics: { in_flight: { peak: 9, mean: 8 } }, health: { workers: 2 } }],
    ['a rate', { metrics: { in_flight: { peak: 9, mean: 8 }, lag: sixty(0) } }],
    [
      'back-offs that held the other slots',
      { refused: 1, metrics: { in_flight: { peak: 9, mean: 8 }, slots: HELD } },
    ],
  ])('does not call it under-driven when its size was not reached for %s', (_, facts) => {
    const run = aWatchedRun({
      ...facts,
      metrics: { ...facts.metrics, server: { ...server, peak_in_flight: 9 } },
    });
    expect(judge(run).status).toBe('pass');
  });

  it('calls it under-driven when its retries are too few to have held the other slots', () => {
    const metrics = { server: { ...server, peak_in_flight: 8 }, in_flight: { peak: 8, mean: 7 } };
    expect(found({ refused: 1, metrics: { ...metrics, slots: HELD } })).toEqual([
      'invalid',
      'under-driven',
    ]);
    expect(found({ refused: 2, metrics: { ...metrics, slots: HELD } })).toEqual(['pass']);
  });

  it('takes no retry for a slot that is held where back-offs hold none', () => {
    const metrics = { server: { ...server, peak_in_flight: 9 }, in_flight: { peak: 9, mean: 8 } };
    const slots = { ...HELD, backoff_ms: 0 };
    expect(found({ refused: 5, metrics: { ...metrics, slots } })[1]).toBe('under-driven');
  });

  it.each([
    [50, ['too-few-items']],
    [20, ['too-few-items']],
    [16, ['too-few-items']],
    [10, []],
  ])('says that 20 items are too few for %d slots: %j', (size, codes) => {
    const peak = { server, in_flight: { peak: 15, mean: 9 } };
    const strategy = aStrategy({ name: 'a', slots: size, items: 20, metrics: peak });
    const run = aRun([strategy], { health: [{ strategy: 'a', size, generator, mock }] });
    expect(cautionsOf(run).flatMap(({ code }) => (code === 'too-few-items' ? [code] : []))).toEqual(
      codes,
    );
  });

  it('says nothing of the health of a run that nobody watched', () => {
    const { health: _, ...unwatched } = aWatchedRun();
    expect(judge(unwatched).status).toBe('pass');
  });
});
