import { describe, expect, it } from 'vitest';
import { retryAfterHeaders, toldWait } from '../../../../mock-server/limits/headers/retry-after.ts';
import type { RetryAfterPlan } from '../../../../src/core/mock-plan.ts';

const WALL = new Date('2026-01-01T00:00:00.500Z');

/** Headers for a client that has to wait 1.2 s, or 5.2 s if it is to come after others. */
function headersBy(plan: RetryAfterPlan, wait = 1_200) {
  return retryAfterHeaders(plan, toldWait(plan, { wait, staggeredWait: wait + 4_000 }), WALL);
}

describe('exact-ceil', () => {
  it.each([
    [0.001, '1'],
    [1_000, '1'],
    [1_000.001, '2'],
    [1_200, '2'],
    [15_000, '15'],
    [37_044, '38'],
  ])('asks to wait %d ms as %s whole seconds', (wait, seconds) => {
    expect(headersBy({ rule: 'exact-ceil' }, wait)).toEqual({ 'retry-after': seconds });
  });
});

it.each<[RetryAfterPlan, Record<string, string>]>([
  [{ rule: 'ms' }, { 'retry-after': '2', 'retry-after-ms': '1200' }],
  [{ rule: 'date' }, { 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT' }],
  [{ rule: 'none' }, {}],
  [{ rule: 'fixed', wait: 5_000 }, { 'retry-after': '5' }],
  [{ rule: 'factor', factor: 10 }, { 'retry-after': '12' }],
  [{ rule: 'factor', factor: 0.1 }, { 'retry-after': '1' }],
  [{ rule: 'staggered' }, { 'retry-after': '6' }],
])('tells 1.2 s by %j as %j', (plan, headers) => {
  expect(headersBy(plan)).toEqual(headers);
});

it('tells nothing when waiting does not help, whatever the rule', () => {
  expect(headersBy({ rule: 'fixed', wait: 5_000 }, Number.POSITIVE_INFINITY)).toEqual({});
});
