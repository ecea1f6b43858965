import { describe, expect, it } from 'vitest';
import type { LimitsInput } from '../../../src/scenario/target/mock-limits.ts';
import { mistakesOf, mockPlanOf } from '../scenarios.ts';

const BUCKET = { algorithm: 'token-bucket', window: 60_000 };

describe('limits', () => {
  it.each<[LimitsInput, object]>([
    [{ rpm: 50 }, { ...BUCKET, dimension: 'requests', limit: 50, burst: 50 }],
    [
      { rpm: 50, burst: 5 },
      { ...BUCKET, dimension: 'requests', limit: 50, burst: 5 },
    ],
    [
      { rpd: 10_000 },
      { ...BUCKET, dimension: 'requests', limit: 10_000, window: 86_400_000, burst: 10_000 },
    ],
    [{ itpm: 900 }, { ...BUCKET, dimension: 'input_tokens', limit: 900, burst: 900 }],
    [
      { itpm: 900, cacheAware: false },
      { ...BUCKET, dimension: 'input_tokens', limit: 900, burst: 900, cacheAware: false },
    ],
    [{ otpm: 900 }, { ...BUCKET, dimension: 'output_tokens', limit: 900, burst: 900 }],
    [
      { otpm: 900, accounting: 'reserve' },
      { ...BUCKET, dimension: 'output_tokens', limit: 900, burst: 900, accounting: 'reserve' },
    ],
    [
      { tpm: 900 },
      { ...BUCKET, dimension: 'tokens', limit: 900, burst: 900, accounting: 'reserve' },
    ],
    [
      { tpm: 900, accounting: 'actual' },
      { ...BUCKET, dimension: 'tokens', limit: 900, burst: 900 },
    ],
    [
      { rpm: 60, algorithm: 'sliding-log', countRejected: true, startLevel: 0.5, scope: 'key' },
      {
        algorithm: 'sliding-log',
        window: 60_000,
        dimension: 'requests',
        limit: 60,
        burst: 60,
        startLevel: 30,
        countRejected: true,
        scope: 'key',
      },
    ],
    [
      { more: [{ counts: 'requests', limit: 1, per: '1s' }] },
      { ...BUCKET, dimension: 'requests', limit: 1, window: 1_000, burst: 1 },
    ],
    [
      { scope: 'key', more: [{ counts: 'input_tokens', limit: 900, burst: 90, scope: 'model' }] },
      { ...BUCKET, dimension: 'input_tokens', limit: 900, burst: 90, scope: 'model' },
    ],
    [
      { more: [{ counts: 'tokens', limit: 900, algorithm: 'fixed-window' }] },
      {
        ...{ algorithm: 'fixed-window', window: 60_000, dimension: 'tokens' },
        ...{ limit: 900, burst: 900, accounting: 'reserve' },
      },
    ],
  ])('%j become %j', async (limits, limit) => {
    expect((await mockPlanOf({ limits })).limits).toStrictEqual([limit]);
  });

  it('may be for one workspace, by the keys that belong to it', async () => {
    const limits: LimitsInput = { more: [{ counts: 'requests', limit: 9, workspace: 'shop' }] };
    const plan = await mockPlanOf({ limits, workspaces: { shop: ['key-1'] } });
    expect(plan.limits).toMatchObject([{ dimension: 'requests', limit: 9, workspace: 'shop' }]);
    expect(plan.wire.workspaces).toEqual({ shop: ['key-1'] });
  });

  it('hold a cap on requests at the same time, a limit of growth and a budget', async () => {
    const limits = { maxConcurrent: 60, ramp: {}, spendCap: { usd: 5 } };
    const plan = await mockPlanOf({ limits });
    expect(plan).toMatchObject({
      limits: [],
      concurrency: { limit: 60, retryAfter: 1_000 },
      ramp: { counts: 'requests', factor: 2, floor: 10, window: 60_000 },
      spend: { limitUsd: 5, requestUsd: 0, inputUsd: 1, outputUsd: 5 },
    });
  });
});

it.each([
  [
    { burst: 5 },
    [
      'target.limits.burst: burst has no meaning without rpm.',
      '  name the limit that it belongs to: limits: { rpm: 50, burst: 5 }.',
    ],
  ],
  [
    { rpm: 60, burst: 5, algorithm: 'fixed-window' },
    [
      'target.limits.burst: only a token bucket has a burst.',
      '  windows let a whole limit through at once: leave burst out.',
    ],
  ],
  [{ spendCap: 5 }, ['target.limits.spendCap: expected options, for example { usd: 5 }, got 5.']],
  [
    { rpm: 60, more: [{ counts: 'requests', limit: 1, per: 0 }] },
    ['target.limits.more[0].per: a window has to have a width.', "  name one: per: '10s'."],
  ],
  [
    { algorithm: 'sliding-log', more: [{ counts: 'requests', limit: 5, burst: 2 }] },
    [
      'target.limits.more[0].burst: only a token bucket has a burst.',
      '  windows let a whole limit through at once: leave burst out.',
    ],
  ],
  [
    { more: [{ counts: 'requests', limit: 5, workspace: 'shop' }] },
    [
      'target.limits: a limit is for the workspace "shop", to which no key belongs.',
      "  workspaces: { research: ['key-1', 'key-2'], shop: ['key-3'] }.",
    ],
  ],
  [
    { maxConcurrent: 5, scope: 'workspace' },
    [
      'target.limits: a limit has the scope of a workspace, and there is none.',
      "  workspaces: { research: ['key-1', 'key-2'], shop: ['key-3'] }.",
    ],
  ],
  [
    { rpm: 5, scope: 'workspace' },
    [
      'target.limits: a limit has the scope of a workspace, and there is none.',
      "  workspaces: { research: ['key-1', 'key-2'], shop: ['key-3'] }.",
    ],
  ],
])('refuses %j', async (limits, mistakes) => {
  expect(await mistakesOf({ target: { kind: 'mock', limits } })).toEqual(mistakes);
});
