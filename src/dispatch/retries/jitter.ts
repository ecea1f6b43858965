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
  /** From 0: the attempt that failed. */
  readonly attempt?: number;
  /** The draw before this one; absent for the first. */
  readonly previousU?: number | undefined;
}

/**
 * How exponential back-off is spread, so that clients refused together do not return together.
 *
 * Source of `full`, `equal` and `decorrelated`: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
export const jitters = {
  none: ({ v }) => v,
  full: ({ v, u }) => u * v,
  equal: ({ v, u }) => v / 2 + (u * v) / 2,
  decorrelated: ({ base, cap, previous, u }) => Math.min(cap, base + u * (3 * previous - base)),
  'decorrelated-polly': decorrelatedPolly,
  /** Up to a second on top, as most tutorials teach it: late waits are hardly spread at all. */
  additive: ({ v, u }) => v + u * 1_000,
  proportional: ({ v, u }) => v * (1 + 0.2 * u),
  /** Both vendors' SDKs, which take it from 0.5 s and cap it at 8 s. */
  sdk: ({ v, u }) => v * (1 - 0.25 * u),
} as const satisfies Record<string, (step: BackoffStep) => Milliseconds>;

/**
 * Steps along a smooth curve: t = attempt + u, x = 2^t · tanh(√(4t)), a wait is the distance from the last x; its median
 * for the first is `base`. Source: Polly, DecorrelatedJitterBackoffV2.
 */
function decorrelatedPolly({ base, cap, u, attempt = 0, previousU }: BackoffStep): Milliseconds {
  const reached = previousU === undefined ? 0 : pollyCurve(attempt - 1 + previousU);
  return Math.min(cap, (Math.max(0, pollyCurve(attempt + u) - reached) / 1.4) * base);
}

function pollyCurve(t: number): number {
  return 2 ** t * Math.tanh(Math.sqrt(4 * t));
}
