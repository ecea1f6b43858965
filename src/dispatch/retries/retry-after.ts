import type { Milliseconds } from '../../core/units.ts';

/** What a rule for a server's hint may use. */
export interface HintStep {
  /** What the server asked to wait. */
  readonly hint: Milliseconds;
  /** The policy's own back-off, jitter included. */
  readonly backoff: Milliseconds;
  /** The longest back-off. */
  readonly cap: Milliseconds;
  /** min(cap, base · factor^attempt), without jitter. */
  readonly v: Milliseconds;
  /** From 0: the attempt that failed. */
  readonly attempt: number;
  /** Uniform in [0, 1), drawn per (seed, item, attempt). */
  readonly u: number;
}

/**
 * What becomes of a Retry-After. Obeying it to the letter sends everyone who was refused back at the same instant; a
 * spread on top of it does not.
 */
export const retryAfterRules = {
  ignore: ({ backoff }) => backoff,
  exact: ({ hint }) => hint,
  'floor+jitter': ({ hint, u, v }) => hint + u * v,
  'floor+1s': ({ hint, u }) => hint + u * 1_000,
  'floor+20%': ({ hint, u }) => hint * (1 + 0.2 * u),
  /** A taught mistake: the hint is already what the server wants. */
  scaled: ({ hint, attempt }) => hint * 2 ** attempt,
  /** OpenAI's SDK: a longer hint is not believed. */
  'up-to-60s': ({ hint, backoff }) => (hint <= 60_000 ? hint : backoff),
  /** undici: a longer hint is cut to the longest back-off. */
  'up-to-cap': ({ hint, cap }) => Math.min(hint, cap),
  /** AWS: the hint may lengthen the back-off by 5 s, and never shortens it. */
  'within-5s': ({ hint, backoff }) => Math.max(backoff, Math.min(hint, backoff + 5_000)),
} as const satisfies Record<string, (step: HintStep) => Milliseconds>;
