import { expect, it } from 'vitest';
import { readRateLimit } from '../../src/client/rate-limit.ts';

it('keeps the headers that tell limits, as they came', () => {
  const told = {
    'anthropic-ratelimit-requests-remaining': '49',
    'x-ratelimit-reset-tokens': '6m0s',
    'retry-after': '2',
    'retry-after-ms': '1500.5',
  };
  expect(readRateLimit({ ...told, 'content-type': 'text/plain', 'x-request-id': 'r' })).toEqual(
    told,
  );
});

it('has nothing to say without such headers', () => {
  expect(readRateLimit({ 'content-type': 'text/plain' })).toBeUndefined();
});
