import { describe, expect, it } from 'vitest';
import type { Tried } from '../../../src/analyze/tune/rank.ts';
import { rankCandidates } from '../../../src/analyze/tune/rank.ts';

interface Shape {
  readonly failed?: number;
  readonly perSecond?: number;
  readonly attempts?: number;
  readonly p95?: number;
  readonly state?: Tried['state'];
}

function tried(name: string, shape: Shape): Tried {
  const { failed = 0, perSecond = 10, attempts = 1_000, p95 = 2_000, state = 'feasible' } = shape;
  return {
    values: {},
    strategy: name,
    state,
    sample: {
      ...{ items: 1_000, failed, late: [], attempts, rateLimited: 0, perSecond, perSecondError: 0 },
      call: { p50: 1_000, p95, mean: 1_000 },
    },
  };
}

const order = (...all: readonly Tried[]) => rankCandidates(all).map(({ strategy }) => strategy);

describe('rankCandidates', () => {
  it('asks for success first, then goodput, attempts and tail', () => {
    expect(
      order(
        tried('loses', { failed: 50, perSecond: 99 }),
        tried('slow', { perSecond: 5 }),
        tried('long tail', { p95: 9_000 }),
        tried('wasteful', { attempts: 1_500 }),
        tried('best', {}),
      ),
    ).toEqual(['best', 'long tail', 'wasteful', 'slow', 'loses']);
  });

  it('does not depend on the order that it is given: nearly equal successes are in steps', () => {
    const all = [
      tried('none lost', { failed: 0, perSecond: 1 }),
      tried('one lost', { failed: 1, perSecond: 2 }),
      tried('two lost', { failed: 2, perSecond: 3 }),
    ];
    expect(order(...all)).toEqual(order(...all.toReversed()));
    expect(order(...all)).toEqual(['none lost', 'one lost', 'two lost']);
  });

  it('puts what breaks a constraint last, however good it is', () => {
    const all = [
      tried('breaks', { perSecond: 99, state: 'infeasible' }),
      tried('holds', { perSecond: 1 }),
    ];
    expect(order(...all)).toEqual(['holds', 'breaks']);
  });

  it('marks what nothing else beats in everything', () => {
    const ranked = rankCandidates([
      tried('fast', { perSecond: 20, p95: 5_000 }),
      tried('quick', { perSecond: 10, p95: 1_000 }),
      tried('neither', { perSecond: 9, p95: 6_000 }),
    ]);
    expect(ranked.map(({ strategy, pareto }) => [strategy, pareto])).toEqual([
      ['fast', true],
      ['quick', true],
      ['neither', false],
    ]);
  });
});
