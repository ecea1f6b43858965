import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../mock-server/limits/gate.ts';
import type { LimitsPlan } from '../../../mock-server/limits/limiter.ts';
import { Limiter } from '../../../mock-server/limits/limiter.ts';
import type { LimitPlan, RateDimension } from '../../../src/core/mock-plan.ts';
import { rpm } from '../../helpers/mock-plan.ts';

const ASK: Ask = { inputTokens: 10, maxTokens: 100 };

const usage = (outputTokens: number, producedTokens = 0) => ({
  outputTokens,
  producedTokens,
  admittedAt: 0,
});

function perMinute(
  dimension: RateDimension,
  limit: number,
  changes: Partial<LimitPlan> = {},
): LimitPlan {
  return { ...rpm(limit), dimension, ...changes };
}

function limiterOf(limits: readonly LimitPlan[], more: Omit<LimitsPlan, 'limits'> = {}) {
  return new Limiter({ limits, ...more }, 0);
}

const remaining = (limiter: Limiter, now = 0) =>
  limiter.states(ASK, now).map((state) => state.remaining);

describe('several limits', () => {
  it('take nothing from any when one refuses', () => {
    const limiter = limiterOf([rpm(60, 5), rpm(60, 1)]);
    expect(limiter.admit(ASK, 0)).toBeUndefined();
    expect(limiter.admit(ASK, 0)).toBeDefined();
    expect(remaining(limiter)).toEqual([4, 0]);
  });

  it('name the first limit that refuses and the longest wait', () => {
    const fast = rpm(60, 1);
    const limiter = limiterOf([fast, rpm(6, 1)]);
    limiter.admit(ASK, 0);
    expect(limiter.admit(ASK, 0)).toMatchObject({ gate: { limit: fast }, wait: 10_000 });
  });

  it('refuse in the order spend, ramp, concurrency, requests, input, output', () => {
    const refused: (string | undefined)[] = [];
    const limits = [
      perMinute('output_tokens', 1, { startLevel: -1 }),
      perMinute('input_tokens', 1, { startLevel: 0 }),
      perMinute('requests', 1, { startLevel: 0 }),
    ];
    const concurrency = { limit: 0, retryAfter: 1_000 };
    const ramp = { counts: 'requests', factor: 2, floor: 1, window: 60_000 } as const;
    const spend = { limitUsd: 0, requestUsd: 0, inputUsd: 0, outputUsd: 0 };
    const orders: Omit<LimitsPlan, 'limits'>[] = [
      { concurrency, ramp, spend },
      { concurrency },
      {},
    ];
    for (const more of orders) {
      refused.push(limiterOf(limits, more).admit(ASK, 0)?.gate.dimension);
    }
    for (const skipped of [1, 2]) {
      const rest = limits.slice(0, -skipped);
      refused.push(limiterOf(rest).admit(ASK, 0)?.gate.dimension);
    }
    expect(refused).toEqual(['spend', 'concurrency', 'requests', 'input_tokens', 'output_tokens']);
  });
});

it('counts 48.99999 refilled tokens as 48 and never shows less than 0', () => {
  const limiter = limiterOf([rpm(50)]);
  for (let request = 0; request < 50; request++) limiter.admit(ASK, 0);
  expect(remaining(limiter, 48 * 1_200 + 1_199)).toEqual([48]);
  expect(remaining(limiter, 49 * 1_200)).toEqual([49]);
  expect(remaining(limiter)).toEqual([0]);
});

describe('input tokens', () => {
  it('are booked as estimated and corrected at the end: 1000, then 1400 of 30 000', () => {
    const limiter = limiterOf([perMinute('input_tokens', 30_000)]);
    const ask = { ...ASK, estimatedInputTokens: 1_000, inputTokens: 1_400 };
    limiter.admit(ask, 0);
    expect(remaining(limiter)).toEqual([29_000]);
    limiter.settle(ask, usage(50), 0);
    expect(remaining(limiter)).toEqual([28_600]);
  });

  it.each([
    [true, 9_600],
    [false, 9_000],
  ])('count what a cache held unless cacheAware is %s', (cacheAware, left) => {
    const limiter = limiterOf([perMinute('input_tokens', 10_000, { cacheAware })]);
    limiter.admit({ ...ASK, inputTokens: 1_000, cacheReadTokens: 600 }, 0);
    expect(remaining(limiter)).toEqual([left]);
  });

  it('are refused by a request larger than the limit until it is full, which then passes', () => {
    const limiter = limiterOf([perMinute('input_tokens', 1_000)]);
    limiter.admit(ASK, 0);
    const large = { ...ASK, inputTokens: 5_000 };
    expect(limiter.admit(large, 0)?.wait).toBe(600);
    expect(limiter.admit(large, 600)).toBeUndefined();
  });
});

describe('output tokens', () => {
  it('are booked at the end: 10 000 of 8000 leave a debt of 2000, which takes 15 s', () => {
    const limiter = limiterOf([perMinute('output_tokens', 8_000)]);
    limiter.admit(ASK, 0);
    limiter.settle(ASK, usage(10_000), 0);
    expect(limiter.admit(ASK, 0)?.wait).toBe(15_000);
    expect(limiter.admit(ASK, 14_999)).toBeDefined();
    expect(limiter.admit(ASK, 15_001)).toBeUndefined();
  });

  it('are booked with each event of a stream, and not again at its end', () => {
    const limiter = limiterOf([perMinute('output_tokens', 1_000)]);
    limiter.admit(ASK, 0);
    limiter.produce(ASK, 3, 0);
    limiter.produce(ASK, 3, 0);
    expect(remaining(limiter)).toEqual([994]);
    limiter.settle(ASK, usage(6, 6), 0);
    expect(remaining(limiter)).toEqual([994]);
  });

  it('are reserved by max_tokens and the rest given back at the end', () => {
    const limiter = limiterOf([perMinute('output_tokens', 1_000, { accounting: 'reserve' })]);
    limiter.admit(ASK, 0);
    expect(remaining(limiter)).toEqual([900]);
    limiter.settle(ASK, usage(30, 30), 0);
    expect(remaining(limiter)).toEqual([970]);
  });

  it('are not reserved for a client that names no maximum', () => {
    const limiter = limiterOf([perMinute('tokens', 1_000, { accounting: 'reserve' })]);
    limiter.admit({ ...ASK, maxTokens: Number.POSITIVE_INFINITY }, 0);
    expect(remaining(limiter)).toEqual([990]);
  });
});

describe('a scope', () => {
  it.each([
    ['key', { key: 'a' }, { key: 'b' }],
    ['workspace', { key: 'a', workspace: 'shop' }, { key: 'b', workspace: 'research' }],
    ['model', { model: 'claude-opus-4-6' }, { model: 'claude-haiku-4-5' }],
  ] as const)('of %s gives each a limit of its own', (scope, one, other) => {
    const limiter = limiterOf([{ ...rpm(60, 1), scope }]);
    expect(limiter.admit({ ...ASK, ...one }, 0)).toBeUndefined();
    expect(limiter.admit({ ...ASK, ...one }, 0)).toBeDefined();
    expect(limiter.admit({ ...ASK, ...other }, 0)).toBeUndefined();
    expect(limiter.allStates(0)).toHaveLength(2);
  });

  it('of model pools the versions of one model', () => {
    const limiter = limiterOf([{ ...rpm(60, 1), scope: 'model' }]);
    limiter.admit({ ...ASK, model: 'claude-opus-4-6' }, 0);
    expect(limiter.admit({ ...ASK, model: 'claude-opus-5-5' }, 0)).toBeDefined();
  });
});

describe('the state of a limit', () => {
  const ownersOf = (limit: LimitPlan, ask: Partial<Ask>) => {
    const limiter = limiterOf([limit]);
    limiter.admit({ ...ASK, ...ask }, 0);
    return limiter.allStates(0).map(({ owner }) => owner);
  };

  it('names who shares it, and nothing of a key', () => {
    expect(ownersOf(rpm(60), {})).toEqual(['']);
    const [long, short] = ['sk-ant-api03-secret', 'shh'].flatMap((key) =>
      ownersOf({ ...rpm(60), scope: 'key' }, { key }),
    );
    expect([long, short]).toEqual([
      expect.stringMatching(/^key-[0-9a-f]{8}$/),
      expect.stringMatching(/^key-[0-9a-f]{8}$/),
    ]);
    expect(long).not.toBe(short);
    expect(ownersOf({ ...rpm(60), scope: 'model' }, { model: 'claude-opus-4-6' })).toEqual([
      'claude-opus',
    ]);
    expect(ownersOf({ ...rpm(60), workspace: 'shop' }, { workspace: 'shop' })).toEqual(['shop']);
  });

  it('goes below 0 in debt, though nobody is told', () => {
    const limiter = limiterOf([perMinute('output_tokens', 8_000)]);
    limiter.produce(ASK, 10_000, 0);
    expect(limiter.states(ASK, 0)).toMatchObject([{ level: -2_000, remaining: 0 }]);
  });
});

describe('a limit of one workspace', () => {
  it('is one more for its requests, and none for others', () => {
    const limiter = limiterOf([rpm(60, 3), { ...rpm(60, 1), workspace: 'shop' }]);
    const inShop = { ...ASK, workspace: 'shop' };
    expect(limiter.admit(inShop, 0)).toBeUndefined();
    expect(limiter.admit(inShop, 0)?.gate.limit).toMatchObject({ workspace: 'shop' });
    expect(limiter.admit({ ...ASK, workspace: 'research' }, 0)).toBeUndefined();
    expect(limiter.admit(ASK, 0)).toBeUndefined();
    expect(limiter.states(inShop, 0).map(({ place }) => place)).toEqual([0, 1]);
    expect(limiter.states(ASK, 0).map(({ place }) => place)).toEqual([0]);
  });
});

it('counts refused requests, when told to, down to minus the burst and no further', () => {
  const limiter = limiterOf([{ ...rpm(60, 2), countRejected: true }]);
  const waits = Array.from({ length: 6 }, () => limiter.admit(ASK, 0)?.wait);
  expect(waits).toEqual([undefined, undefined, 1_000, 2_000, 3_000, 3_000]);
});

it('staggers the waits of clients that are refused in a row, a token each', () => {
  const limiter = limiterOf([rpm(60, 1)]);
  const told = () => limiter.admit(ASK, 0)?.staggeredWait;
  expect([told(), told(), told(), told()]).toEqual([undefined, 1_000, 2_000, 3_000]);
  limiter.admit(ASK, 1_000);
  expect(limiter.admit(ASK, 1_000)?.staggeredWait).toBe(1_000);
});
