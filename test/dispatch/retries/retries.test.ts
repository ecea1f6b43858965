import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/core/outcome.ts';
import type { RetryPlan } from '../../../src/core/plan.ts';
import { createRng } from '../../../src/core/rng.ts';
import { createRetries } from '../../../src/dispatch/retries/retries.ts';
import { NO_RETRY } from '../../helpers/strategy-run.ts';

const broken: Failure = { kind: 'server-error', status: 500, message: 'oops' };
const refused: Failure = { kind: 'rate-limited', status: 429, message: 'slow down' };
const hinted: Failure = { ...refused, retryAfter: 2_000 };
const rng = createRng(1);

function waits(plan: Partial<RetryPlan>, failures: readonly Failure[]) {
  const retries = createRetries({ ...NO_RETRY, maxRetries: 99, ...plan }, rng).begin(0, 0);
  return failures.map((failure) => retries.after(failure, 0));
}

describe('retries of an item', () => {
  it('double from 1 s, and end with the second', () => {
    expect(waits({ maxRetries: 2 }, [broken, broken, broken])).toEqual([1_000, 2_000, undefined]);
  });

  it('start at a base of their own after a 429', () => {
    expect(waits({ rateLimitedBase: 5_000 }, [refused, broken])).toEqual([5_000, 2_000]);
  });

  it('draw once for each attempt, keyed by the item', () => {
    const plan = { ...NO_RETRY, maxRetries: 9, jitter: 'full' };
    const retries = createRetries(plan, rng).begin(7, 0);
    const expected = [0, 1].map(
      (attempt) => rng.uniform('backoff', 7, attempt) * 1_000 * 2 ** attempt,
    );
    for (const ms of expected) expect(retries.after(broken, 0)).toBeCloseTo(ms, 3);
  });

  it('remember the last wait and the last draw', () => {
    const decorrelated = waits({ jitter: 'decorrelated' }, [broken, broken]);
    const [u0, u1] = [rng.uniform('backoff', 0, 0), rng.uniform('backoff', 0, 1)];
    const first = 1_000 + u0 * 2_000;
    expect(decorrelated[0]).toBeCloseTo(first, 3);
    expect(decorrelated[1]).toBeCloseTo(1_000 + u1 * (3 * first - 1_000), 2);
    const curve = (t: number) => 2 ** t * Math.tanh(Math.sqrt(4 * t));
    const polly = waits({ jitter: 'decorrelated-polly' }, [broken, broken]);
    expect(polly[0]).toBeCloseTo((1_000 * curve(u0)) / 1.4, 3);
    expect(polly[1]).toBeCloseTo((1_000 * (curve(1 + u1) - curve(u0))) / 1.4, 2);
  });
});

describe('a budget of all items together', () => {
  const count = (plan: Partial<RetryPlan>, failure: Failure) =>
    waits({ budget: 'grpc', ...plan }, Array(20).fill(failure)).filter((ms) => ms !== undefined)
      .length;

  it.each([
    ['a server error', {}, broken, 4],
    ['a 429 without a Retry-After', {}, refused, 4],
    ['a 429 with one, which is exempt', {}, hinted, 20],
    ['a 429 with one where nothing is exempt', { exempt: 'none' }, hinted, 4],
  ])('allows after %s so many retries', (_, plan, failure, retries) => {
    expect(count(plan, failure)).toBe(retries);
  });
});

describe('a stack of layers', () => {
  const attempts = (plan: Partial<RetryPlan>, failure: Failure) =>
    1 + waits(plan, Array(99).fill(failure)).indexOf(undefined);

  it.each([
    [1, 3, 4],
    [2, 0, 3],
    [2, 1, 6],
    [2, 3, 12],
    [3, 3, 36],
  ])('of %d, the outermost with %d retries, makes %d attempts', (layers, maxRetries, made) => {
    expect(attempts({ layers, maxRetries }, broken)).toBe(made);
  });

  it('waits inside as the SDKs do, outside by its own rule, and begins anew inside', () => {
    const u = [0, 1, 3, 4].map((attempt) => rng.uniform('backoff', 0, attempt));
    const inner = [500, 1_000, 500, 1_000].map((v, i) => v * (1 - 0.25 * (u[i] ?? 0)));
    const got = waits({ layers: 2, maxRetries: 2, base: 7_000 }, Array(6).fill(broken));
    const expected = [inner[0], inner[1], 7_000, inner[2], inner[3], 14_000];
    for (const [i, ms] of expected.entries()) expect(got[i]).toBeCloseTo(ms ?? Number.NaN, 2);
  });

  it('ends at once with what no retry can mend', () => {
    const bad: Failure = { kind: 'client-error', status: 400, message: 'bad' };
    expect(waits({ layers: 2, maxRetries: 3 }, [bad])).toEqual([undefined]);
  });
});

describe('maxElapsed', () => {
  it('lets a retry begin at that time, and none later', () => {
    const plan = { ...NO_RETRY, maxRetries: 9, maxElapsed: 3_000 };
    const retries = createRetries(plan, rng).begin(0, 500);
    expect(retries.after(broken, 600)).toBe(1_000);
    expect(retries.after(broken, 1_500)).toBe(2_000);
    const late = createRetries(plan, rng).begin(0, 500);
    expect(late.after(broken, 2_501)).toBeUndefined();
  });
});
