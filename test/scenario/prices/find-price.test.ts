import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../../src/client/providers/openai-chat.ts';
import { findPrice } from '../../../src/scenario/prices/find-price.ts';
import prices from '../../../src/scenario/prices/prices.json' with { type: 'json' };

/** US dollars a million tokens: input, written to a cache for 5 minutes, read from it, output. */
const LISTED = [
  ['claude-fable-5-1', 10, 12.5, 0.25, 50],
  ['claude-fable-5', 10, 12.5, 1, 50],
  ['claude-opus-5-5', 4, 5, 0.2, 20],
  ['claude-opus-5', 5, 6.25, 0.5, 25],
  ['claude-opus-4-5', 5, 6.25, 0.5, 25],
  ['claude-opus-4-8', 5, 6.25, 0.5, 25],
  ['claude-sonnet-5-5', 2, 2.5, 0.1, 10],
  ['claude-sonnet-5', 2, 2.5, 0.2, 10],
  ['claude-haiku-5-5', 0.1, 0.125, 0.01, 0.5],
  ['claude-haiku-4-5', 1, 1.25, 0.1, 5],
] as const;

it.each(LISTED)(
  '%s is listed, at half the price in a batch',
  (model, input, write, read, output) => {
    expect(findPrice(model, undefined)).toMatchObject({
      date: prices.date,
      inputUsd: input,
      cacheWriteUsd: write,
      cacheReadUsd: read,
      outputUsd: output,
      batchFactor: 0.5,
    });
  },
);

it('Haiku 5.5 takes five times as much for more than 100,000 input tokens', () => {
  expect(findPrice('claude-haiku-5-5', undefined)?.long).toEqual({
    aboveInputTokens: 100_000,
    inputUsd: 0.5,
    cacheWriteUsd: 0.625,
    cacheReadUsd: 0.05,
    outputUsd: 2.5,
  });
});

/** Input, read from a cache, output, and the day of the reading. */
const OPENAI = [
  ['gpt-6.2-sol', 2, 0.1, 10, '2026-11-20'],
  ['gpt-6.1-sol', 2, 0.1, 10, '2026-10-13'],
  ['gpt-6-sol', 2, 0.2, 10, '2026-09-22'],
  ['gpt-6-luna', 0.1, 0.01, 0.5, '2026-09-22'],
  ['gpt-5.4-nano', 0.2, 0.02, 1.25, '2026-05-04'],
  ['gpt-5-mini-2025-08-07', 0.25, 0.025, 2, '2026-03-21'],
] as const;

it.each(OPENAI)('%s is listed with a day of its own', (model, input, read, output, date) => {
  expect(findPrice(model, undefined)).toMatchObject({
    ...{ date, inputUsd: input, cacheReadUsd: read, outputUsd: output },
  });
});

it.each(['gpt-6.2-sol', 'gpt-6.1-sol', 'gpt-6-sol', 'gpt-6-luna'])(
  'more than 272,000 input tokens take %s to twice the price, its output to one and a half',
  (model) => {
    const price = findPrice(model, undefined);
    expect(price?.long).toEqual({
      aboveInputTokens: 272_000,
      inputUsd: 2 * (price?.inputUsd ?? 0),
      cacheWriteUsd: 2 * (price?.cacheWriteUsd ?? 0),
      cacheReadUsd: 2 * (price?.cacheReadUsd ?? 0),
      outputUsd: 1.5 * (price?.outputUsd ?? 0),
    });
  },
);

it('the model that openai() asks has a price', () => {
  expect(findPrice(openaiChat.model, undefined)).toBeDefined();
});

describe("a model's id", () => {
  it.each(['claude-haiku-4-5-20251001', 'claude-haiku-4-5-latest', 'claude-haiku-4-5-2025-10-01'])(
    'may have a date at its end: %s',
    (model) => {
      expect(findPrice(model, undefined)?.outputUsd).toBe(5);
    },
  );

  it.each(['claude-haiku', 'claude-haiku-4', 'anthropic/claude-haiku-4-5', 'gpt-5.4'])(
    'that no list has is no guess: %s',
    (model) => {
      expect(findPrice(model, undefined)).toBeUndefined();
    },
  );
});

it('the mock server has a price', () => {
  expect(findPrice('mock', undefined)).toMatchObject({ inputUsd: 1, outputUsd: 5 });
});
