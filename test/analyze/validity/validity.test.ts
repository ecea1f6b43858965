import { describe, expect, it } from 'vitest';
import { cautionsOf } from '../../../src/analyze/cautions.ts';
import { judge } from '../../../src/analyze/judge.ts';
import type { GeneratorHealth, MockHealth, StrategyHealth } from '../../../src/core/health.ts';
import type { Distribution, Metrics } from '../../../src/core/run-result.ts';
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
}

/** Sixty items of 2 s with ten slots, and a generator and a mock that kept up. */
function aWatchedRun({ health, metrics }: Facts = {}) {
  const strategy = aStrategy({
    name: 'a',
    slots: 10,
    metrics: { server, in_flight: { peak: 10, mean: 9 }, ...metrics },
  });
  return aRun([strategy], {
    health: [{ strategy: 'a', size: 10, generator, mock, ...health }],
  });
}

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

describe('the health of a run', () => {
  it('finds nothing in a healthy one', () => {
    expect(judge(aWatchedRun())).toEqual({ status: 'pass', reasons: [] });
    const codes = cautionsOf(aWatchedRun()).map(({ code }) => code);
    expect(codes).toEqual(['low-n', 'mock-target']);
  });

  it.each<[string, string, Facts]>([
    ['loop', 'client-bound', { health: { generator: { ...generator, loop_blocked_ms: 2_001 } } }],
    ['a stall', 'client-bound', { health: { generator: { ...generator, loop_max_ms: 1_000 } } }],
    ['pool', 'client-bound', { health: { generator: { ...generator, socket_waits: 5 } } }],
    ['lag, median', 'client-bound', { metrics: { lag: sixty(11, 12) } }],
    ['lag, p99', 'client-bound', { metrics: { lag: sixty(1, 200) } }],
    [
      'overhead',
      'client-bound',
      { metrics: { service: sixty(2_000), server: { ...server, overhead_p50_ms: 201 } } },
    ],
    [
      'overhead beside the first token',
      'client-bound',
      { metrics: { ttft: sixty(400), server: { ...server, overhead_p50_ms: 51 } } },
    ],
    ['rate', 'client-bound', { health: { releases: { planned: 1_000, released: 989 } } }],
    ['late replies', 'mock-saturated', { health: { mock: { ...mock, late_p50_ms: 300 } } }],
    ['stalled mock', 'mock-saturated', { health: { mock: { ...mock, loop_p99_ms: 1_000 } } }],
    ['size', 'under-driven', { health: { size: 11 } }],
    ['hidden', 'ledger-disagrees', { metrics: { server: { ...server, hidden_attempts: 1 } } }],
    ['peak', 'ledger-disagrees', { metrics: { server: { ...server, peak_in_flight: 11 } } }],
    ['status', 'ledger-disagrees', { metrics: { server: { ...server, statuses_differ: 1 } } }],
    ['tokens', 'ledger-disagrees', { metrics: { server: { ...server, tokens_differ: 1 } } }],
    ['time', 'ledger-disagrees', { metrics: { server: { ...server, faster_than_server: 1 } } }],
    ['thread', 'lost-worker', { health: { workers: 2, lost_workers: 1 } }],
  ])('calls it invalid for its %s: %s, with strategy and remedy', (_, code, facts) => {
    expect(found(facts)).toEqual(['invalid', code]);
    const [reason] = judge(aWatchedRun(facts)).reasons;
    expect(reason?.message).toContain('strategy "a"');
    expect(reason?.hint).toBeTruthy();
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

  it('calls more in flight than the size a bug of ours', () => {
    const facts = { metrics: { in_flight: { peak: 74, mean: 40 } }, health: { size: 45 } };
    expect(found(facts)).toEqual(['error', 'over-the-cap']);
  });

  it.each<[string, Facts]>([
    [
      'items that were left',
      { metrics: { in_flight: { peak: 9, mean: 8 } }, health: { size: 31 } },
    ],
    ['threads', { metrics: { in_flight: { peak: 9, mean: 8 } }, health: { workers: 2 } }],
    ['a rate', { metrics: { in_flight: { peak: 9, mean: 8 }, lag: sixty(0) } }],
  ])('does not call it under-driven when its size was not reached for %s', (_, facts) => {
    const run = aWatchedRun({
      ...facts,
      metrics: { ...facts.metrics, server: { ...server, peak_in_flight: 9 } },
    });
    expect(judge(run).status).toBe('pass');
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
  ])('only cautions of %s', (code, facts) => {
    expect(found(facts)).toEqual(['pass']);
    expect(cautionsOf(aWatchedRun(facts)).map((notice) => notice.code)).toContain(code);
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
