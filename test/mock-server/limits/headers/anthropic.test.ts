import { expect, it } from 'vitest';
import { anthropicLimitHeaders } from '../../../../mock-server/limits/headers/anthropic.ts';
import { Limiter } from '../../../../mock-server/limits/limiter.ts';
import { rpm } from '../../../helpers/mock-plan.ts';

/** Headers of the last of so many requests at one instant. */
function headersAfter(requests: number, limit: number, wall: string) {
  const limiter = new Limiter([rpm(limit)], 0);
  for (let booked = 0; booked < requests; booked++) limiter.admit(0);
  return anthropicLimitHeaders(limiter.states(0), new Date(wall));
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
