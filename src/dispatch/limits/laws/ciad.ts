import type { Law, LawState } from './law.ts';

export interface CiadRule {
  readonly initial: number;
  /** What is left of the limit after a drop; and the share of it that must be in use before it grows. */
  readonly ratio: number;
}

/**
 * Cautious increase, aggressive decrease: L + 1/L after an ok, so that L grows by 1 in about one round trip; ⌊ratio · L⌋
 * after a drop. Source: palantir/dialogue, CautiousIncreaseAggressiveDecreaseConcurrencyLimiter.
 */
export function ciadLaw({ initial, ratio }: CiadRule): Law {
  return {
    initial: { limit: initial },
    next(state: LawState, { inFlight, dropped }) {
      const { limit } = state;
      const lower = Math.floor(ratio * limit);
      if (dropped) return { limit: Math.max(1, lower) };
      return inFlight >= lower ? { limit: limit + 1 / limit } : state;
    },
  };
}
