import { expect, it } from 'vitest';
import {
  estimateTokens,
  estimators,
  usedTokens,
} from '../../../src/dispatch/limits/token-estimate.ts';

const item = { index: 0, prompt: 'x'.repeat(9), system: 'y'.repeat(4), maxTokens: 100 };

it('reserves a quarter of the characters, rounded up, and maxTokens at most', () => {
  expect(estimateTokens(item)).toEqual({ input: 4, output: 100 });
  expect(estimateTokens(item, 30)).toEqual({ input: 4, output: 30 });
  expect(estimateTokens(item, 300)).toEqual({ input: 4, output: 100 });
});

const ITEM = { index: 3, prompt: '?', maxTokens: 100 };

it('knows what the mock server foretells, and nothing of a real API', () => {
  const estimator = estimators.oracle(({ index }) => 10 * index);
  estimator.learn(99);
  expect(estimator.estimate(ITEM)).toBe(30);
  expect(estimators.oracle().estimate(ITEM)).toBeUndefined();
});

it.each([
  ['max_tokens', [undefined, undefined, undefined, undefined]],
  ['mean', [undefined, 10, 15, 20]],
  // 10, then 10 + 0.2 · 10, then 12 + 0.2 · 18
  ['ewma', [undefined, 10, 12, 15.6]],
  ['p95', [undefined, 10, 20, 30]],
] as const)('%s learns from replies of 10, 20 and 30 tokens', (kind, expected) => {
  const estimator = estimators[kind]();
  const seen = [estimator.estimate(ITEM)];
  for (const tokens of [10, 20, 30]) {
    estimator.learn(tokens);
    seen.push(estimator.estimate(ITEM));
  }
  for (const [i, value] of expected.entries()) {
    if (value === undefined) expect(seen[i]).toBeUndefined();
    else expect(seen[i]).toBeCloseTo(value, 9);
  }
});

it('takes the 95th percentile of the last 100 replies', () => {
  const estimator = estimators.p95();
  estimator.learn(9_999);
  for (let tokens = 1; tokens <= 100; tokens++) estimator.learn(tokens);
  expect(estimator.estimate(ITEM)).toBe(95);
});

it('does not count what was read from a cache', () => {
  const usage = { inputTokens: 5, cacheWriteTokens: 7, cacheReadTokens: 1_000, outputTokens: 3 };
  expect(usedTokens(usage, { input: 1, output: 1 })).toEqual({ input: 12, output: 3 });
  expect(usedTokens({}, { input: 1, output: 2 })).toEqual({ input: 1, output: 2 });
});
