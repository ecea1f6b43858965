import { describe, expect, it } from 'vitest';
import type { Recommendation } from '../../src/analyze/recommend.ts';
import { recommend } from '../../src/analyze/recommend.ts';
import type { StrategyResult } from '../../src/core/run-result.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';
import { aSize, p95Below4s, rateLimitedBelow5Percent, SWEEP } from '../helpers/a-sweep.ts';
import { NO_RETRY } from '../helpers/strategy-run.ts';

function choice(strategies: readonly StrategyResult[]): Recommendation {
  return recommend(aRun(strategies));
}

describe('within a family', () => {
  it('takes size 12 while only call p95 is bounded: 0.97 × 7.90 = 7.66 is more than 7.45', () => {
    const result = aRun(SWEEP.map(aSize), { thresholds: p95Below4s });
    expect(recommend(result).strategy).toBe('semaphore-12');
  });

  it('takes size 10 once rate-limited attempts are bounded too', () => {
    const thresholds = [...p95Below4s, ...rateLimitedBelow5Percent];
    expect(recommend(aRun(SWEEP.map(aSize), { thresholds })).strategy).toBe('semaphore-10');
  });

  it('does not mix families that differ in another option', () => {
    const slow = aStrategy({ name: 'item', options: { size: 5, scope: 'item' }, makespans: [9e3] });
    const fast = aStrategy({
      name: 'attempt',
      options: { size: 10, scope: 'attempt' },
      makespans: [8_900],
    });
    expect(choice([slow, fast])).toMatchObject({
      strategy: 'attempt',
      tied: ['attempt', 'item'],
    });
  });
});

it.each([{ retry: NO_RETRY }, { timeouts: { total: 1_000 } }])(
  'does not take strategies for sizes of one that have policies of their own: %j',
  (policy) => {
    const slow = aStrategy({ name: 'slow', options: { size: 20 }, makespans: [10_000] });
    const fast = aStrategy({ name: 'fast', options: { size: 20 }, makespans: [9_800] });
    expect(choice([slow, { ...fast, ...policy }])).toMatchObject({
      strategy: 'fast',
      tied: ['fast', 'slow'],
    });
  },
);

describe('a strategy that knows the answers beforehand', () => {
  const oracle = aStrategy({
    name: 'known',
    kind: 'dual-bucket',
    options: { estimator: 'oracle' },
    makespans: [9_000],
  });

  it('does the work, and is never the one to use', () => {
    const slow = aStrategy({ name: 'slow', kind: 'gather', makespans: [9_100] });
    expect(choice([oracle, slow])).toMatchObject({
      strategy: 'slow',
      tied: ['slow'],
      starred: ['slow'],
      bestOfFamilies: ['slow'],
      feasible: ['known', 'slow'],
    });
  });

  it('is not starred when it is alone either', () => {
    expect(choice([oracle])).toEqual({
      tied: [],
      starred: [],
      bestOfFamilies: [],
      feasible: ['known'],
    });
  });
});

describe('between families', () => {
  const a = aStrategy({ name: 'a', kind: 'workers', makespans: [10_000] });

  it('takes the shortest median makespan', () => {
    const b = aStrategy({ name: 'b', kind: 'gather', makespans: [9_000, 30_000, 8_000] });
    expect(choice([a, b])).toMatchObject({ strategy: 'b', tied: ['b'] });
  });

  it.each([
    [10_300, ['a', 'b']],
    [10_301, ['a']],
  ])('calls 10 s and %d ms tied: %j', (makespan, tied) => {
    const b = aStrategy({ name: 'b', kind: 'gather', makespans: [makespan] });
    expect(choice([a, b])).toMatchObject({ strategy: 'a', tied });
  });

  it('stars every strategy whose schedules are identical to those of the best', () => {
    const logged = (name: string, size: number, makespan: number, fingerprint: string) =>
      aStrategy({ name, options: { size }, makespans: [makespan], fingerprints: [fingerprint] });
    const all = [
      logged('100', 100, 9e3, 'f'),
      logged('60', 60, 9e3, 'f'),
      logged('5', 5, 2e4, 'g'),
    ];
    expect(choice(all)).toMatchObject({
      strategy: '60',
      tied: ['60', '100'],
      starred: ['100', '60'],
    });
  });

  it('ties what has the schedule of a tied strategy, without a star', () => {
    const logged = (name: string, kind: string, size: number, fingerprint: string) =>
      aStrategy({ name, kind, options: { size }, makespans: [9_000], fingerprints: [fingerprint] });
    expect(
      choice([logged('a', 'a', 1, 'f'), logged('b60', 'b', 60, 'g'), logged('b50', 'b', 50, 'g')]),
    ).toMatchObject({ strategy: 'a', tied: ['a', 'b50', 'b60'], starred: ['a'] });
  });

  it('passes over a fast strategy that left an item unanswered', () => {
    const b = aStrategy({ name: 'b', kind: 'gather', makespans: [1_000], failed: 1 });
    expect(choice([a, b])).toEqual({
      strategy: 'a',
      tied: ['a'],
      bestOfFamilies: ['a'],
      starred: ['a'],
      feasible: ['a'],
    });
  });
});

describe('without a choice', () => {
  it('names the strategy with the fewest unanswered items when none answered all', () => {
    const many = aStrategy({ name: 'many', failed: 9, makespans: [1_000] });
    const few = aStrategy({ name: 'few', failed: 2, makespans: [9_000] });
    expect(choice([many, few])).toEqual({
      tied: [],
      starred: [],
      bestOfFamilies: [],
      feasible: [],
      closest: 'few',
    });
  });

  it('recommends nothing after a partial or an invalid run', () => {
    const partial = recommend(aRun([aStrategy()], { complete: false }));
    const invalid = recommend(
      aRun([aStrategy()], { verdict: { status: 'invalid', exitCode: 12, reasons: [] } }),
    );
    expect([partial.strategy, invalid.strategy]).toEqual([undefined, undefined]);
  });

  it('does without strategies and without items', () => {
    expect(choice([])).toEqual({ tied: [], starred: [], bestOfFamilies: [], feasible: [] });
    expect(choice([aStrategy({ name: 'idle', items: 0 })]).closest).toBe('idle');
  });
});
