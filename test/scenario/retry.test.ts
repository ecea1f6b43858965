import { describe, expect, it } from 'vitest';
import { retryDelay, retryOptions } from '../../src/dispatch/retries/policy.ts';
import { optionsSchema } from '../../src/scenario/check/options.ts';
import type { RetryOptions } from '../../src/scenario/retry.ts';
import { retry } from '../../src/scenario/retry.ts';

function delays(
  options: RetryOptions,
  failure: { retryAfter?: number; kind?: 'server-error' },
  u: number,
) {
  const plan = optionsSchema(retryOptions).parse(options);
  return [0, 1, 2, 3].map((attempt) =>
    retryDelay(plan, { failure: { kind: 'rate-limited', message: '', ...failure }, attempt, u }),
  );
}

describe('presets', () => {
  it.each([
    ['none', retry.none(), {}, 0, [undefined, undefined, undefined, undefined]],
    ['anthropicSdk', retry.anthropicSdk(), {}, 0, [500, 1_000, undefined, undefined]],
    [
      'anthropicSdk with u = 1/2',
      retry.anthropicSdk(),
      {},
      0.5,
      [437.5, 875, undefined, undefined],
    ],
    [
      'anthropicSdk with a Retry-After of an hour',
      retry.anthropicSdk(),
      { retryAfter: 3_600_000 },
      0,
      [3_600_000, 3_600_000, undefined, undefined],
    ],
    [
      'openaiSdk with a Retry-After of 60 s',
      retry.openaiSdk(),
      { retryAfter: 60_000 },
      0,
      [60_000, 60_000, undefined, undefined],
    ],
    [
      'openaiSdk with a Retry-After of an hour',
      retry.openaiSdk(),
      { retryAfter: 3_600_000 },
      0,
      [500, 1_000, undefined, undefined],
    ],
    ['asyncio', retry.asyncio(), {}, 0.5, [1_500, 2_500, 4_500, undefined]],
    [
      'asyncio with a Retry-After of 2 s',
      retry.asyncio(),
      { retryAfter: 2_000 },
      0.5,
      [2_500, 2_500, 2_500, undefined],
    ],
    ['undici', retry.undici(), {}, 0.5, [500, 1_000, 2_000, 4_000]],
    [
      'undici with a Retry-After of a minute',
      retry.undici(),
      { retryAfter: 60_000 },
      0.5,
      [30_000, 30_000, 30_000, 30_000],
    ],
    ['aws after a 429', retry.aws(), {}, 0.5, [500, 1_000, undefined, undefined]],
    [
      'aws after a 500',
      retry.aws(),
      { kind: 'server-error' as const },
      0.5,
      [25, 50, undefined, undefined],
    ],
    [
      'aws with a Retry-After of a minute',
      retry.aws(),
      { retryAfter: 60_000 },
      0.5,
      [5_500, 6_000, undefined, undefined],
    ],
  ])('%s', (_, options, failure, u, expected) => {
    expect(delays(options, failure, u)).toEqual(expected);
  });

  it('are plain options, to be spread and changed', () => {
    expect({ ...retry.asyncio(), maxRetries: 5 }).toEqual(
      retry({ maxRetries: 5, jitter: 'additive', base: 1_000, retryAfter: 'floor+1s' }),
    );
  });
});
