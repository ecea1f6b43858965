import type { OptionSpecs } from '../../core/option.ts';
import type { Failure } from '../../core/outcome.ts';
import type { RetryPlan } from '../../core/plan.ts';
import type { Milliseconds } from '../../core/units.ts';
import { roundToMicrosecond } from '../../core/units.ts';
import { jitters } from './jitter.ts';
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
    of: ['none', 'full', 'equal', 'decorrelated'],
    default: 'full',
    summary: 'how back-off is spread',
  },
  retryAfter: {
    type: 'choice',
    of: ['ignore', 'exact', 'floor+jitter', 'floor+1s', 'floor+20%', 'scaled'],
    default: 'floor+jitter',
    summary: "what becomes of the server's Retry-After",
  },
  maxRetryAfter: {
    type: 'duration',
    default: 600_000,
    summary: 'a longer Retry-After fails the item instead of being obeyed',
  },
} as const satisfies OptionSpecs;

/** What a policy decides from. */
export interface RetryStep {
  readonly failure: Failure;
  /** From 0: the attempt that failed. */
  readonly attempt: number;
  /** The back-off before this attempt; absent for the first. */
  readonly previous?: Milliseconds;
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
  if (attempt >= plan.maxRetries || !isRetryable(failure)) return undefined;
  const { base, cap } = plan;
  // A power that overflows must not turn a base of 0 into NaN.
  const growth = Math.min(plan.factor ** attempt, Number.MAX_VALUE);
  const v = Math.min(cap, base * growth);
  const backoff = lookUp(
    jitters,
    plan.jitter,
  )({ v, base, cap, previous: step.previous ?? base, u });
  const hint = failure.retryAfter;
  if (hint === undefined) return roundToMicrosecond(backoff);
  if (hint > plan.maxRetryAfter) return undefined;
  return roundToMicrosecond(
    lookUp(retryAfterRules, plan.retryAfter)({ hint, backoff, v, attempt, u }),
  );
}

/** Words of a plan are checked when it is made, so a miss is a bug of ours. */
function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T {
  const entry = table[word];
  if (entry === undefined) throw new Error(`unknown retry rule "${word}"`);
  return entry;
}
