import { describe, expect, it } from 'vitest';
import type { OptionSpec } from '../../../src/core/option.ts';
import type { Failure } from '../../../src/core/outcome.ts';
import type { RetryPlan } from '../../../src/core/plan.ts';
import { retryDelay, retryOptions } from '../../../src/dispatch/retries/policy.ts';

const PLAN: RetryPlan = {
  maxRetries: 10,
  base: 1_000,
  factor: 2,
  cap: 30_000,
  jitter: 'full',
  retryAfter: 'floor+jitter',
  maxRetryAfter: 600_000,
};

function refused(retryAfter?: number): Failure {
  return {
    kind: 'rate-limited',
    message: 'slow down',
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

describe('retryDelay', () => {
  it('is the back-off when the server asked for nothing', () => {
    expect(retryDelay(PLAN, { failure: refused(), attempt: 2, u: 0.25 })).toBe(1_000);
  });

  it('goes by the rule when the server asked to wait: 5 s + 0.25 · 4 s', () => {
    expect(retryDelay(PLAN, { failure: refused(5_000), attempt: 2, u: 0.25 })).toBe(6_000);
  });

  it('grows by the factor and stops at the cap, also where the power overflows', () => {
    const plan = { ...PLAN, jitter: 'none', factor: 3 };
    const waits = [0, 1, 2, 3, 4, 1_000].map((attempt) =>
      retryDelay({ ...plan, maxRetries: 2_000 }, { failure: refused(), attempt, u: 0 }),
    );
    expect(waits).toEqual([1_000, 3_000, 9_000, 27_000, 30_000, 30_000]);
  });

  it('waits for nothing with a base of 0, however often', () => {
    const plan = { ...PLAN, jitter: 'none', base: 0, maxRetries: 10_000 };
    expect(retryDelay(plan, { failure: refused(), attempt: 0, u: 0 })).toBe(0);
    expect(retryDelay(plan, { failure: refused(), attempt: 5_000, u: 0 })).toBe(0);
  });

  it('takes the last wait for a decorrelated one: 1 s + 0.5 · (3 · 4 s − 1 s)', () => {
    const plan = { ...PLAN, jitter: 'decorrelated' };
    const step = { failure: refused(), attempt: 2, u: 0.5 };
    expect(retryDelay(plan, { ...step, previous: 4_000 })).toBe(6_500);
    expect(retryDelay(plan, step)).toBe(2_000);
  });

  it('is a whole number of microseconds', () => {
    expect(retryDelay(PLAN, { failure: refused(), attempt: 0, u: 1 / 3 })).toBe(333.333);
  });

  it.each([
    [0, 0, undefined],
    [1, 0, 500],
    [1, 1, undefined],
    [10, 9, 15_000],
    [10, 10, undefined],
  ])('with at most %d retries, attempt %d is followed after %s ms', (maxRetries, attempt, ms) => {
    expect(retryDelay({ ...PLAN, maxRetries }, { failure: refused(), attempt, u: 0.5 })).toBe(ms);
  });

  it.each([
    [600_000, 600_000],
    [600_001, undefined],
    [3_600_000, undefined],
  ])('obeys a Retry-After of %d ms with a limit of 10 min by waiting %s ms', (hint, ms) => {
    const plan = { ...PLAN, retryAfter: 'exact' };
    expect(retryDelay(plan, { failure: refused(hint), attempt: 0, u: 0 })).toBe(ms);
  });

  it('does not repeat what another attempt cannot mend', () => {
    const failure: Failure = { kind: 'client-error', status: 400, message: 'no such model' };
    expect(retryDelay(PLAN, { failure, attempt: 0, u: 0.5 })).toBeUndefined();
  });

  it('calls a word that no plan can hold a bug', () => {
    const plan = { ...PLAN, jitter: 'some' };
    expect(() => retryDelay(plan, { failure: refused(), attempt: 0, u: 0 })).toThrow('"some"');
  });
});

it('recommends 10 retries, 1 s to 30 s with full jitter, and the hint as a floor', () => {
  const defaults = Object.fromEntries(
    Object.entries<OptionSpec>(retryOptions).map(([name, spec]) => [name, spec.default]),
  );
  expect(defaults).toEqual(PLAN);
});
