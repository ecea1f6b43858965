import { expect, it } from 'vitest';
import { anthropicLimitHeaders } from '../../../../mock-server/limits/headers/anthropic.ts';
import { Limiter } from '../../../../mock-server/limits/limiter.ts';
import type { RateDimension } from '../../../../src/core/mock-plan.ts';
import { rpm } from '../../../helpers/mock-plan.ts';

const ASK = { inputTokens: 10, maxTokens: 100 };

/** Headers of the last of so many requests at one instant. */
function headersAfter(requests: number, limit: number, wall: string) {
  const limiter = new Limiter({ limits: [rpm(limit)] }, 0);
  for (let booked = 0; booked < requests; booked++) limiter.admit(ASK, 0);
  return anthropicLimitHeaders(limiter.states(ASK, 0), new Date(wall));
}

it.each([
  // 1 of 1000 RPM comes back after 60 ms: the second of the evaluation itself.
  [1, 1_000, '2025-02-24T22:25:30.500Z', '999', '2025-02-24T22:25:30Z'],
  [1, 50, '2026-01-01T00:00:00.000Z', '49', '2026-01-01T00:00:01Z'],
  [50, 50, '2026-01-01T00:00:00.000Z', '0', '2026-01-01T00:01:00Z'],
  [51, 50, '2026-01-01T00:00:00.999Z', '0', '2026-01-01T00:01:00Z'],
])('after request %d of %d RPM at %s: %s remaining, full at %s', (n, limit, wall, left, reset) => {
  expect(headersAfter(n, limit, wall)).toEqual({
    'anthropic-ratelimit-requests-limit': String(limit),
    'anthropic-ratelimit-requests-remaining': left,
    'anthropic-ratelimit-requests-reset': reset,
  });
});

it('renders a captured reply to the character: limits of 1000, 80 000 and 16 000 a minute', () => {
  const tokens = (dimension: RateDimension, limit: number) => ({ ...rpm(limit), dimension });
  const limits = [rpm(1_000), tokens('input_tokens', 80_000), tokens('output_tokens', 16_000)];
  const limiter = new Limiter({ limits }, 0);
  const ask = { inputTokens: 2_357, maxTokens: 8_192 };
  limiter.admit(ask, 0);
  limiter.produce(ask, 4_420, 0);
  const wall = new Date('2025-02-24T22:25:30.500Z');
  expect(anthropicLimitHeaders(limiter.states(ask, 0), wall)).toEqual({
    'anthropic-ratelimit-requests-limit': '1000',
    'anthropic-ratelimit-requests-remaining': '999',
    'anthropic-ratelimit-requests-reset': '2025-02-24T22:25:30Z',
    'anthropic-ratelimit-input-tokens-limit': '80000',
    'anthropic-ratelimit-input-tokens-remaining': '78000',
    'anthropic-ratelimit-input-tokens-reset': '2025-02-24T22:25:32Z',
    'anthropic-ratelimit-output-tokens-limit': '16000',
    'anthropic-ratelimit-output-tokens-remaining': '12000',
    'anthropic-ratelimit-output-tokens-reset': '2025-02-24T22:25:47Z',
    'anthropic-ratelimit-tokens-limit': '96000',
    'anthropic-ratelimit-tokens-remaining': '90000',
    'anthropic-ratelimit-tokens-reset': '2025-02-24T22:25:32Z',
  });
});

it('tells a limit on all tokens by itself, and the tighter of two on requests', () => {
  const limits = [rpm(1_000), rpm(50), { ...rpm(40_000), dimension: 'tokens' as const }];
  const limiter = new Limiter({ limits }, 0);
  limiter.admit(ASK, 0);
  const headers = anthropicLimitHeaders(limiter.states(ASK, 0), new Date(0));
  expect(headers).toMatchObject({
    'anthropic-ratelimit-requests-remaining': '49',
    'anthropic-ratelimit-tokens-limit': '40000',
    'anthropic-ratelimit-tokens-remaining': '40000',
  });
  expect(headers).not.toHaveProperty('anthropic-ratelimit-input-tokens-limit');
});

it("tells the tightest limit on tokens of all, where one is a workspace's", () => {
  const tokens = (dimension: RateDimension, limit: number) => ({ ...rpm(limit), dimension });
  const limits = [
    tokens('input_tokens', 30_000),
    tokens('output_tokens', 8_000),
    { ...tokens('input_tokens', 5_000), workspace: 'shop' },
  ];
  const limiter = new Limiter({ limits }, 0);
  const told = (workspace?: string) => {
    const states = limiter.states({ ...ASK, ...(workspace && { workspace }) }, 0);
    return anthropicLimitHeaders(states, new Date(0))['anthropic-ratelimit-tokens-limit'];
  };
  expect(told('shop')).toBe('5000');
  expect(told()).toBe('38000');
});
