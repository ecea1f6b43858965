import { expect, it } from 'vitest';
import { toldLimits } from '../../src/runner/told-limits.ts';

it('reads limits per minute, and one per day by how long it takes to come back', () => {
  const headers = {
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-remaining-requests': '9999',
    'x-ratelimit-reset-requests': '8.64s',
    'x-ratelimit-limit-tokens': '200000',
    'x-ratelimit-remaining-tokens': '200000',
    'x-ratelimit-reset-tokens': '0s',
  };
  const told = toldLimits(headers, 1_500);
  expect(told).toHaveLength(2);
  expect(told?.[0]).toMatchObject({
    dimension: 'requests',
    limit: 10_000,
    remaining: 9_999,
    sent_ms: 1.5,
  });
  expect(told?.[0]?.per_minute).toBeCloseTo(10_000 / (24 * 60), 6);
  expect(told?.[1]).toMatchObject({ dimension: 'tokens', per_minute: 200_000 });
});

it('finds none where a reply tells none', () => {
  expect(toldLimits({ 'retry-after': '3' }, 0)).toBeUndefined();
});
