import { describe, expect, it } from 'vitest';
import type { PricePlan, UsedTokens } from '../../src/core/price.ts';
import { batchPrice, mayBeBilledForMore, microUsdOf } from '../../src/core/price.ts';

/** Claude Haiku 4.5, in US dollars a million. */
const HAIKU: PricePlan = {
  date: '2026-10-24',
  inputUsd: 1,
  outputUsd: 5,
  cacheWriteUsd: 1.25,
  cacheReadUsd: 0.1,
  batchFactor: 0.5,
};

/** 1,000 uncached input tokens, 9,000 from a cache, 200 of output. */
const CACHED: UsedTokens = {
  input_tokens: 10_000,
  cache_read_tokens: 9_000,
  output_tokens: 200,
};

const usd = (price: PricePlan, tokens: UsedTokens, requests: number) =>
  ((microUsdOf(price, tokens) ?? 0) * requests) / 1e6;

describe('the cost of 1,000 requests', () => {
  it('is 1.00 for input, 0.90 for the cache and 1.00 for output', () => {
    expect(usd(HAIKU, CACHED, 1_000)).toBe(2.9);
  });

  it('is half of that in a batch, the cache included', () => {
    expect(usd(batchPrice(HAIKU), CACHED, 1_000)).toBe(1.45);
  });

  it('counts what is written to a cache at its own price', () => {
    const tokens = { input_tokens: 1_000, cache_write_tokens: 800, output_tokens: 0 };
    expect(usd(HAIKU, tokens, 1_000)).toBeCloseTo(0.2 + 1, 12);
  });
});

it.each([
  [8, 8],
  [15, 15],
  [2.5, 2.5],
  [0.42, 0.42],
])('a million output tokens at %s dollars a million cost that', (outputUsd, expected) => {
  expect(usd({ ...HAIKU, outputUsd }, { output_tokens: 1_000_000 }, 1)).toBe(expected);
});

describe('a model whose long requests cost more', () => {
  const price: PricePlan = {
    ...HAIKU,
    inputUsd: 0.1,
    long: { ...HAIKU, inputUsd: 0.5, aboveInputTokens: 100_000 },
  };

  it.each([
    [100_000, 0.01],
    [100_001, 0.050_000_5],
  ])('takes %i input tokens for %s dollars, all of them', (input_tokens, expected) => {
    expect(usd(price, { input_tokens, output_tokens: 0 }, 1)).toBeCloseTo(expected, 12);
  });

  it('takes half in a batch, long or not', () => {
    expect(batchPrice(price)).toMatchObject({ inputUsd: 0.05, long: { inputUsd: 0.25 } });
  });
});

it('knows no cost of a reply that told no tokens', () => {
  expect(microUsdOf(HAIKU, {})).toBeUndefined();
});

it.each([
  [{ outcome: 'rate-limited', status: 429 }, false],
  [{ outcome: 'overloaded', status: 529 }, false],
  [{ outcome: 'timeout', stage: 'connect' }, false],
  [{ outcome: 'ok', status: 200, input_tokens: 5, output_tokens: 50 }, false],
  [{ outcome: 'invalid-output', status: 200, input_tokens: 5, output_tokens: 50 }, false],
  [{ outcome: 'ok', status: 200 }, true],
  [{ outcome: 'cancelled', status: 200, input_tokens: 5, output_tokens: 1 }, true],
  [{ outcome: 'truncated', status: 200, input_tokens: 5, output_tokens: 1 }, true],
  [{ outcome: 'timeout', stage: 'total' }, true],
  [{ outcome: 'connection' }, true],
] as const)(
  'an attempt that ended with %j may be billed for more than it told: %s',
  (attempt, expected) => {
    expect(mayBeBilledForMore(attempt)).toBe(expected);
  },
);
