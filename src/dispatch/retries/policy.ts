import type { OptionSpecs } from '../../core/option.ts';
import type { Failure } from '../../core/outcome.ts';
import type { RetryPlan } from '../../core/plan.ts';
import type { Milliseconds } from '../../core/units.ts';
import { roundToMicrosecond } from '../../core/units.ts';
import { jitters } from './jitter.ts';
import { lookUp } from './look-up.ts';
import { retryAfterRules } from './retry-after.ts';
import { isRetryable } from './retryable.ts';

/** Options of `retry({ … })`. The defaults are also the recommended policy. */
export const retryOptions = {
  maxRetries: {
    type: 'count',
    min: 0,
    default: 10,
    summary: 'attempts after the first; 0 = never',
  },
  base: { type: 'duration', default: 1_000, summary: 'first back-off, before jitter' },
  factor: { type: 'number', min: 1, default: 2, summary: 'growth from one back-off to the next' },
  cap: { type: 'duration', default: 30_000, summary: 'longest back-off, before a hint is added' },
  jitter: {
    type: 'choice',
    of: [
      'none',
      'full',
      'equal',
      'decorrelated',
      'decorrelated-polly',
      'additive',
      'proportional',
      'sdk',
    ],
    default: 'full',
    summary: 'how back-off is spread',
  },
  retryAfter: {
    type: 'choice',
    of: [
      'ignore',
      'exact',
      'floor+jitter',
      'floor+1s',
      'floor+20%',
      'scaled',
      'up-to-60s',
      'up-to-cap',
      'within-5s',
    ],
    default: 'floor+jitter',
    summary: "what becomes of the server's Retry-After",
  },
  maxRetryAfter: {
    type: 'duration',
    default: 600_000,
    summary: 'a longer Retry-After fails the item instead of being obeyed',
  },
  rateLimitedBase: {
    type: 'duration',
    optional: true,
    summary: 'first back-off after a 429; `base` unless named',
  },
  budget: {
    type: 'choice',
    of: ['none', 'finagle', 'grpc', 'aws'],
    optional: true,
    summary: 'limit on all retries of a run together; none unless named',
  },
  exempt: {
    type: 'choice',
    of: ['rate-limited', 'none'],
    optional: true,
    summary: 'what costs the budget nothing: a 429 with a Retry-After, unless named none',
  },
  retryOn: {
    type: 'choice',
    of: ['invalid-output', 'truncated', 'idle', 'any-answer'],
    optional: true,
    summary: 'answers that are asked for again; idle: those that fell silent; unless named, none',
  },
  maxElapsed: {
    type: 'duration',
    optional: true,
    summary: 'no retry begins later than this after the first attempt; any time unless named',
  },
  layers: {
    type: 'count',
    min: 1,
    max: 3,
    optional: true,
    summary: "2: an official SDK's own two retries under each of these attempts; 1 unless named",
  },
} as const satisfies OptionSpecs;

/** What a policy decides from. */
export interface RetryStep {
  readonly failure: Failure;
  /** From 0: the attempt that failed. */
  readonly attempt: number;
  /** The back-off before this attempt; absent for the first. */
  readonly previous?: Milliseconds | undefined;
  /** The draw before this one; absent for the first. */
  readonly previousU?: number | undefined;
  /** Uniform in [0, 1), drawn per (seed, item, attempt). */
  readonly u: number;
}

/**
 * Decides whether and when a failed attempt is followed by another.
 *
 * @returns milliseconds to wait, or `undefined` to settle the item as failed
 */
export function retryDelay(plan: RetryPlan, step: RetryStep): Milliseconds | undefined {
  const { failure, attempt, u } = step;
  if (attempt >= plan.maxRetries || !isRetryable(failure, plan.retryOn)) return undefined;
  const { cap } = plan;
  const base = failure.kind === 'rate-limited' ? (plan.rateLimitedBase ?? plan.base) : plan.base;
  // A power that overflows must not turn a base of 0 into NaN.
  const growth = Math.min(plan.factor ** attempt, Number.MAX_VALUE);
  const v = Math.min(cap, base * growth);
  const backoff = lookUp(
    jitters,
    plan.jitter,
  )({ v, base, cap, previous: step.previous ?? base, u, attempt, previousU: step.previousU });
  const hint = failure.retryAfter;
  if (hint === undefined) return roundToMicrosecond(backoff);
  if (hint > plan.maxRetryAfter) return undefined;
  return roundToMicrosecond(
    lookUp(retryAfterRules, plan.retryAfter)({ hint, backoff, cap, v, attempt, u }),
  );
}
