import { describe, expect, it } from 'vitest';
import {
  azureGapLimitHeaders,
  azureLimitHeaders,
  goDuration,
  openaiLimitHeaders,
} from '../../../../mock-server/limits/headers/openai.ts';
import { Limiter } from '../../../../mock-server/limits/limiter.ts';
import { TokenBucket } from '../../../../mock-server/limits/token-bucket.ts';
import { rpm } from '../../../helpers/mock-plan.ts';

const ASK = { inputTokens: 10, maxTokens: 100 };

describe('goDuration', () => {
  it.each([
    [0, '0s'],
    [0.9, '0s'],
    [1, '1ms'],
    [300, '300ms'],
    [1_000, '1s'],
    [8_640, '8.64s'],
    [37_044, '37.044s'],
    [60_000, '1m0s'],
    [90_500, '1m30.5s'],
    [3_600_000, '1h0m0s'],
    [5_011_200, '1h23m31.2s'],
  ])('prints %d ms as %s', (ms, text) => {
    expect(goDuration(ms)).toBe(text);
  });
});

// Values that real replies carried.
it.each([
  ['200 requests a minute', 200, 60_000, 1, '300ms'],
  ['10 000 tokens a minute', 10_000, 60_000, 27, '162ms'],
  ['10 000 requests a day', 10_000, 86_400_000, 1, '8.64s'],
  ['200 000 tokens a minute', 200_000, 60_000, 22, '6ms'],
  ['30 000 requests a minute', 30_000, 60_000, 1, '2ms'],
  ['150 000 000 tokens a minute', 150_000_000, 60_000, 21, '0s'],
])('resets %s (limit %d per %d ms) after %d were used in %s', (_, limit, window, used, reset) => {
  const bucket = new TokenBucket({ ...rpm(limit), window }, 0);
  bucket.take(used, 0);
  expect(goDuration(bucket.untilFull(0))).toBe(reset);
});

it('renders 200 RPM after one request', () => {
  const limiter = new Limiter({ limits: [rpm(200)] }, 0);
  limiter.admit(ASK, 0);
  expect(openaiLimitHeaders(limiter.states(ASK, 0))).toEqual({
    'x-ratelimit-limit-requests': '200',
    'x-ratelimit-remaining-requests': '199',
    'x-ratelimit-reset-requests': '300ms',
  });
});

it('tells the day of 500 requests per minute and 10 000 per day, as a real account was', () => {
  const limits = [rpm(500), { ...rpm(10_000), window: 86_400_000 }];
  const limiter = new Limiter({ limits }, 0);
  limiter.admit(ASK, 0);
  expect(openaiLimitHeaders(limiter.states(ASK, 0))).toMatchObject({
    'x-ratelimit-remaining-requests': '9999',
    'x-ratelimit-reset-requests': '8.64s',
  });
});

it('renders whole seconds for Azure, and -1 where it knows nothing', () => {
  const limiter = new Limiter({ limits: [rpm(60)] }, 0);
  limiter.admit(ASK, 0);
  const states = limiter.states(ASK, 0);
  expect(azureLimitHeaders(states)).toEqual({
    'x-ratelimit-limit-requests': '60',
    'x-ratelimit-remaining-requests': '59',
    'x-ratelimit-reset-requests': '1',
  });
  expect(azureGapLimitHeaders(states)).toEqual({
    'x-ratelimit-limit-requests': '60',
    'x-ratelimit-remaining-requests': '-1',
    'x-ratelimit-reset-requests': '-1',
  });
});
