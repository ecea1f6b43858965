import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { Strategy } from '../../../src/core/strategy.ts';
import { aimd } from '../../../src/dispatch/strategies/aimd.ts';
import { ciad } from '../../../src/dispatch/strategies/ciad.ts';
import { cubicRate } from '../../../src/dispatch/strategies/cubic-rate.ts';
import { gradient } from '../../../src/dispatch/strategies/gradient.ts';
import { gradient2 } from '../../../src/dispatch/strategies/gradient2.ts';
import { halving } from '../../../src/dispatch/strategies/halving.ts';
import { vegas } from '../../../src/dispatch/strategies/vegas.ts';
import { OK } from '../../helpers/fake-client.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

const each = { cut: 'each', windowed: false } as const;
const few = { initial: 2, min: 1, max: 3 };
const busy: Outcome = { kind: 'overloaded', status: 529, message: 'busy' };

/** How many attempts start at each instant. */
async function startsOf(
  strategy: Strategy,
  work: number,
  outcome: (item: number) => Outcome = () => OK,
) {
  const { client } = await runVirtually({ strategy, work, outcome });
  const counts = new Map<number, number>();
  for (const { at } of client.requests) counts.set(at, (counts.get(at) ?? 0) + 1);
  return [...counts];
}

describe('aimd', () => {
  it('starts 2, then 3 at once: its limit grew by 1 for each of the 2, to at most 3', async () => {
    const strategy = aimd.create({ ...few, ratio: 0.5, ...each });
    expect(await startsOf(strategy, 8)).toEqual([
      [0, 2],
      [100, 3],
      [200, 3],
    ]);
  });

  it('tells its limit at each change', async () => {
    const strategy = aimd.create({ ...few, ratio: 0.5, ...each });
    const { metrics } = await runVirtually({ strategy, work: 8 });
    expect(metrics.limit_trace).toEqual({ unit: 'in_flight', t_ms: [0, 100], limit: [2, 3] });
  });

  it('after 2 drops at one instant has 1 at once; counted once per round trip, still 2', async () => {
    const first = (item: number) => (item < 4 ? busy : OK);
    const rule = { initial: 4, min: 1, max: 4, ratio: 0.5 };
    const cuts = await startsOf(aimd.create({ ...rule, ...each }), 8, first);
    expect(cuts.slice(0, 2)).toEqual([
      [0, 4],
      [100, 1],
    ]);
    const once = aimd.create({ ...rule, cut: 'once-per-rtt', windowed: false });
    expect((await startsOf(once, 8, first)).slice(0, 2)).toEqual([
      [0, 4],
      [100, 2],
    ]);
  });

  it('with windows changes nothing before 10 samples and 1 s', async () => {
    const strategy = aimd.create({ ...few, ratio: 0.5, cut: 'each', windowed: true });
    const starts = await startsOf(strategy, 40);
    expect(starts.slice(0, 10).every(([, count]) => count === 2)).toBe(true);
    expect(starts[10]).toEqual([1_000, 3]);
  });

  it('frees the slot while an item backs off', async () => {
    const { client } = await runVirtually({
      strategy: aimd.create({ initial: 1, min: 1, max: 1, ratio: 0.5, ...each }),
      work: 2,
      retry: { maxRetries: 1 },
      outcome: (item) => (item === 0 ? busy : OK),
    });
    expect(client.requests.map(({ item, at }) => [item, at])).toEqual([
      [0, 0],
      [1, 100],
      [0, 1_100],
    ]);
  });
});

describe('ciad', () => {
  it.each([
    ['all', busy, 9],
    ['host', busy, 9],
    ['endpoint', busy, 10],
    ['host', { kind: 'rate-limited', status: 429, message: 'no' } as Outcome, 10],
    ['endpoint', { kind: 'server-error', status: 500, message: 'no' } as Outcome, 9],
    ['host', { kind: 'server-error', status: 500, message: 'no' } as Outcome, 10],
    ['all', { kind: 'client-error', status: 400, message: 'no' } as Outcome, 10],
  ] as const)('with scope %s has after one %o %d at once', async (scope, failure, next) => {
    const strategy = ciad.create({ initial: 10, ratio: 0.9, scope, ...each });
    const { client } = await runVirtually({
      strategy,
      work: 40,
      service: (item) => (item === 0 ? 50 : 100),
      outcome: (item) => (item === 0 ? failure : OK),
    });
    // Item 0 ends alone, at 50 ms: its slot is given on, unless the limit has fallen below the 9 that run.
    expect(client.requests.filter(({ at }) => at < 100)).toHaveLength(next === 10 ? 11 : 10);
    expect(ciad.width({ initial: 10, ratio: 0.9, scope, ...each })).toBeUndefined();
  });
});

it.each<readonly [string, Strategy]>([
  ['halving', halving.create({ initial: 4, min: 1, max: 8, ...each })],
  ['vegas', vegas.create({ initial: 4, min: 1, max: 8, smoothing: 1, ...each })],
  [
    'gradient',
    gradient.create({
      initial: 4,
      min: 1,
      max: 8,
      smoothing: 0.2,
      tolerance: 2,
      dropRatio: 0.9,
      ...each,
    }),
  ],
  [
    'gradient2',
    gradient2.create({
      initial: 4,
      min: 1,
      max: 8,
      smoothing: 1,
      queue: 4,
      tolerance: 1.5,
      ...each,
    }),
  ],
])('%s starts 4, then more, and never more than 8 at once', async (_, strategy) => {
  const run = await runVirtually({ strategy, work: 60 });
  expect(run.client.requests.filter(({ at }) => at === 0)).toHaveLength(4);
  expect(run.metrics.in_flight.peak).toBe(8);
  expect(run.metrics.counts.completed).toBe(60);
});

it('needs connections for the highest limit', () => {
  expect(aimd.width({ ...few, ratio: 0.5, ...each })).toBe(3);
  expect(cubicRate.width({ size: 9, retries: 'fifo' })).toBe(9);
});

describe('cubic-rate', () => {
  it('starts everything at once until a 429, then at most one in 2 s while nothing was measured', async () => {
    const { client } = await runVirtually({
      strategy: cubicRate.create({ size: 3, retries: 'fifo' }),
      work: 3,
      retry: { maxRetries: 1, base: 0 },
      outcome: (item, attempt) =>
        item === 2 && attempt === 0 ? { kind: 'rate-limited', status: 429, message: 'no' } : OK,
    });
    expect(client.requests.map(({ at }) => at)).toEqual([0, 0, 0, 2_100]);
  });
});
