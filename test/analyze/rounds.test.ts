import { describe, expect, it } from 'vitest';
import {
  amplificationOf,
  answeredOf,
  costOf,
  latencyP95Of,
  makespanOf,
  rateLimitedOf,
  shownRound,
} from '../../src/analyze/rounds.ts';
import type { Round, StrategyResult } from '../../src/core/run-result.ts';
import { aDistribution, aStrategy } from '../helpers/a-run.ts';

function withRounds(...rounds: readonly Partial<Round>[]): StrategyResult {
  const strategy = aStrategy({
    makespans: rounds.map(() => 1_000),
    fingerprints: rounds.map((_, round) => `f${round}`),
  });
  return { ...strategy, rounds: strategy.rounds.map((each, i) => ({ ...each, ...rounds[i] })) };
}

const counts = (completed: number, incomplete = 0) => ({
  scheduled: 10,
  completed,
  failed: 10 - completed - incomplete,
  dropped: 0,
  incomplete,
});

describe('on the real clock', () => {
  it.each([
    [[7], { centre: 7, low: 7, high: 7 }],
    [[9, 1, 5], { centre: 5, low: 1, high: 9 }],
    [[9, 1, 5, 6], { centre: 5.5, low: 1, high: 9 }],
  ])('takes the median of the rounds %j', (makespans, folded) => {
    expect(makespanOf(aStrategy({ makespans }))).toEqual(folded);
  });

  it('falls back on the merged value when no round is listed', () => {
    const strategy = aStrategy({ makespans: [], metrics: { makespan_ms: 12 } });
    expect(makespanOf(strategy)).toEqual({ centre: 12, low: 12, high: 12 });
  });

  it('counts refusals by round, not in total', () => {
    const strategy = aStrategy({ refused: { items: 3, times: 1 }, makespans: [1, 2, 3] });
    expect(rateLimitedOf(strategy)).toEqual({ centre: 3, low: 3, high: 3 });
  });

  it('takes percentiles and shares of all rounds together', () => {
    const latency = aDistribution([100]);
    const strategy = aStrategy({
      failed: 3,
      makespans: [1, 2],
      metrics: { amplification: 1.5, ...(latency && { latency }) },
    });
    expect(latencyP95Of(strategy)).toMatchObject({ centre: 100 });
    expect(answeredOf(strategy)).toMatchObject({ centre: 0.95 });
    expect(amplificationOf(strategy)).toMatchObject({ centre: 1.5 });
  });
});

describe('over the seeds of virtual time', () => {
  it('takes mean and standard deviation: 2, 4, 9 → 5 ± √13', () => {
    const strategy = aStrategy({ makespans: [2, 4, 9], fingerprints: ['f', 'g', 'h'] });
    expect(makespanOf(strategy)).toEqual({ centre: 5, low: 2, high: 9, deviation: Math.sqrt(13) });
  });

  it('takes latency, share answered and attempts per item seed by seed', () => {
    const strategy = withRounds(
      { latency_p95_ms: 100, counts: counts(10), attempts: { total: 10, rate_limited: 0 } },
      { latency_p95_ms: 300, counts: counts(8), attempts: { total: 20, rate_limited: 4 } },
    );
    expect(latencyP95Of(strategy)).toMatchObject({ centre: 200, deviation: Math.sqrt(20_000) });
    expect(answeredOf(strategy)?.centre).toBeCloseTo(0.9, 12);
    expect(answeredOf(strategy)?.deviation).toBeCloseTo(Math.sqrt(0.02), 12);
    expect(amplificationOf(strategy)).toMatchObject({ centre: 1.5, deviation: Math.SQRT1_2 });
    expect(rateLimitedOf(strategy)).toMatchObject({ centre: 2, deviation: Math.sqrt(8) });
  });

  it('leaves out the round that broke off, except from the share of items answered', () => {
    const rounds = [
      { makespan_ms: 2 },
      { makespan_ms: 4 },
      { makespan_ms: 0.1, counts: counts(5) },
    ];
    const broken = { ...withRounds(...rounds), complete: false };
    expect(makespanOf(broken)).toMatchObject({ centre: 3, deviation: Math.SQRT2 });
    expect(answeredOf(broken)?.centre).toBeCloseTo(2.5 / 3, 12);
    expect(makespanOf({ ...broken, rounds: broken.rounds.slice(2) }).centre).toBe(0.1);
  });

  it('has no deviation for one seed', () => {
    expect(makespanOf(aStrategy({ makespans: [7], fingerprints: ['f'] }))).toEqual({
      centre: 7,
      low: 7,
      high: 7,
    });
  });

  it('uses all seeds together where unfinished items hide how many had an attempt', () => {
    const unfinished = withRounds({ counts: counts(10) }, { counts: counts(5, 5) });
    expect(amplificationOf(unfinished)).toEqual({ centre: 1, low: 1, high: 1 });
  });
});

it.each([
  [[9, 1, 5], 5],
  [[9, 1, 5, 6], 5],
  [[], undefined],
])('shows of the rounds %j the one with %s', (makespans, makespan) => {
  expect(shownRound(aStrategy({ makespans }))?.makespan_ms).toBe(makespan);
});

describe('costOf', () => {
  const withCosts = (...costs: readonly (number | undefined)[]) => {
    const strategy = aStrategy({ makespans: costs.map(() => 1_000) });
    const priced = (usd: number) => ({ usd, wasted_usd: 0 });
    const all = costs.reduce<number>((sum, usd = 0) => sum + usd, 0);
    return {
      ...strategy,
      metrics: { ...strategy.metrics, cost: priced(all) },
      rounds: strategy.rounds.map((round, i) => {
        const usd = costs[i];
        return usd === undefined ? round : { ...round, cost: priced(usd) };
      }),
    } as unknown as StrategyResult;
  };

  it('is that of a round, not of all, also where a round has none', () => {
    expect(costOf(withCosts(0.1, 0.3, 0.2))).toEqual({ centre: 0.2, low: 0.1, high: 0.3 });
    expect(costOf(withCosts(0.2, undefined, 0.2))?.centre).toBe(0.2);
    expect(costOf(withCosts(0.2))?.centre).toBe(0.2);
  });

  it('is not known where no round tells it', () => {
    expect(costOf(withCosts(undefined, undefined))).toBeUndefined();
  });
});
