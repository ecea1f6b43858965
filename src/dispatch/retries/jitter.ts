import type { Milliseconds } from '../../core/units.ts';

/** What a jitter rule may use: `v` is min(cap, base · factor^attempt). */
export interface BackoffStep {
  readonly v: Milliseconds;
  readonly base: Milliseconds;
  readonly cap: Milliseconds;
  /** The back-off chosen before this one; `base` for the first. */
  readonly previous: Milliseconds;
  /** Uniform in [0, 1), drawn per (seed, item, attempt). */
  readonly u: number;
}

/**
 * How exponential back-off is spread, so that clients refused together do not return together.
 *
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
export const jitters = {
  none: ({ v }) => v,
  full: ({ v, u }) => u * v,
  equal: ({ v, u }) => v / 2 + (u * v) / 2,
  decorrelated: ({ base, cap, previous, u }) => Math.min(cap, base + u * (3 * previous - base)),
} as const satisfies Record<string, (step: BackoffStep) => Milliseconds>;
