import { describe, expect, it } from 'vitest';
import { readRetryAfter } from '../../src/client/retry-after.ts';

const wall = () => new Date('2026-11-21T12:00:00.250Z');

describe('readRetryAfter', () => {
  it.each([
    { headers: { 'retry-after': '1' }, delay: 1_000 },
    { headers: { 'retry-after': '0.2' }, delay: 200 },
    { headers: { 'retry-after': ' 3 ' }, delay: 3_000 },
    { headers: { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' }, delay: 59_750 },
    { headers: { 'retry-after': 'Saturday, 21-Nov-26 12:01:00 GMT' }, delay: 59_750 },
    { headers: { 'retry-after-ms': '1500.5' }, delay: 1_500.5 },
    { headers: { 'retry-after-ms': '250', 'retry-after': '5' }, delay: 250 },
    { headers: { 'retry-after-ms': '0', 'retry-after': '5' }, delay: 5_000 },
    { headers: { 'retry-after-ms': 'soon', 'retry-after': '5' }, delay: 5_000 },
    { headers: { 'retry-after-ms': '2147483647' }, delay: 2_147_483_647 },
  ])('reads $headers as $delay ms', ({ headers, delay }) => {
    expect(readRetryAfter(headers, wall)).toBe(delay);
  });

  it.each([
    { headers: {} },
    { headers: { 'retry-after': '' } },
    { headers: { 'retry-after': '0' } },
    { headers: { 'retry-after': '-5' } },
    { headers: { 'retry-after': 'soon' } },
    { headers: { 'retry-after': 'NaN' } },
    { headers: { 'retry-after': 'Infinity' } },
    { headers: { 'retry-after': '2147484' } },
    { headers: { 'retry-after': '5, 10' } },
    { headers: { 'retry-after': '2026-12-01' } },
    { headers: { 'retry-after': 'Sat, 21 Nov 2026 12:00:00 GMT' } },
    { headers: { 'retry-after': 'Sat, some day' } },
    { headers: { 'retry-after-ms': '2147483648' } },
  ])('finds no hint that can be obeyed in $headers', ({ headers }) => {
    expect(readRetryAfter(headers, wall)).toBeUndefined();
  });
});
