import { describe, expect, it } from 'vitest';
import type { LimitPlan } from '../../src/core/mock-plan.ts';
import { mockFigures, requestsPerMinute } from '../../src/measure/mock-figures.ts';
import { recoveryOf } from '../../src/measure/recovery.ts';
import { aStrategy } from '../helpers/a-run.ts';
import { aMockPlan } from '../helpers/mock-plan.ts';

const perMinute = (dimension: LimitPlan['dimension'], limit: number): LimitPlan => ({
  dimension,
  algorithm: 'token-bucket',
  limit,
  window: 60_000,
  burst: 10,
});

describe('mockFigures', () => {
  const { metrics } = aStrategy({});
  const measured = {
    ...metrics,
    makespan_ms: 30_000,
    attempts: { ...metrics.attempts, total: 50, 'rate-limited': 15 },
    tokens: { input: 400, output: 100, cache_read: 190 },
  };

  it('holds what passed against burst + rate × makespan', () => {
    const limits = [
      perMinute('requests', 120),
      perMinute('input_tokens', 820),
      perMinute('output_tokens', 480),
      perMinute('tokens', 1_000),
    ];
    expect(mockFigures(measured, aMockPlan({ limits }))).toEqual({
      // 35 passed, of 10 + 60.
      quota_utilisation: 0.5,
      // What a cache gave is free: 210 of 10 + 410.
      input_quota_utilisation: 0.5,
      // 100 of 10 + 240.
      output_quota_utilisation: 0.4,
      // 310 of 10 + 500.
      token_quota_utilisation: 310 / 510,
    });
  });

  it('knows nothing of a server without limits', () => {
    expect(mockFigures(measured, aMockPlan({}))).toEqual({});
    expect(mockFigures(measured, undefined)).toEqual({});
  });
});

it('takes the tightest limit of requests for the limit per minute', () => {
  const daily: LimitPlan = { ...perMinute('requests', 1_440), window: 86_400_000 };
  const limits = [perMinute('requests', 50), daily, perMinute('tokens', 0.5)];
  expect(requestsPerMinute(aMockPlan({ limits }))).toBe(1);
  expect(requestsPerMinute(aMockPlan({}))).toBeUndefined();
});

describe('recoveryOf', () => {
  const outage = {
    kind: 'status',
    options: {},
    id: 'a',
    when: { window: [20_000, 30_000] },
  } as const;
  /** Completions of each second. */
  const timeline = (completed: number[]) => ({
    bucket_ms: 1_000,
    completed,
    in_flight: [],
    rate_limited: [],
  });
  const seconds = (count: number, each: number) => Array<number>(count).fill(each);

  it('is the time until 10 s hold 90 % of what they held before', () => {
    // 10/s, nothing for 10 s, then 5/s for 5 s and 20/s: the 10 s to 38 s hold 85, those to 39 s 105.
    const completed = [...seconds(20, 10), ...seconds(10, 0), ...seconds(5, 5), ...seconds(20, 20)];
    expect(recoveryOf(timeline(completed), [outage])).toBe(9_000);
  });

  it('is absent when it never recovered, without an outage, and with nothing before it', () => {
    expect(recoveryOf(timeline([...seconds(20, 10), ...seconds(20, 1)]), [outage])).toBeUndefined();
    expect(recoveryOf(timeline(seconds(50, 10)), [])).toBeUndefined();
    expect(recoveryOf(timeline([...seconds(20, 0), ...seconds(20, 9)]), [outage])).toBeUndefined();
  });
});
