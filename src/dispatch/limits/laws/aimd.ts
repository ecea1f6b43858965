import type { Milliseconds } from '../../../core/units.ts';
import type { Bounds, Law, LawState } from './law.ts';
import { clamp } from './law.ts';

export interface AimdRule extends Bounds {
  readonly initial: number;
  /** What is left of the limit after a drop, 0.5 to 1. */
  readonly ratio: number;
  /** A longer round trip counts as a drop; absent: none is too long. */
  readonly timeout?: Milliseconds | undefined;
}

/**
 * Additive increase, multiplicative decrease: L + 1 after each ok while at least half of L is in use, ⌊L · ratio⌋ after
 * a drop. Source: Netflix concurrency-limits, AIMDLimit.
 */
export function aimdLaw({ initial, ratio, timeout, ...bounds }: AimdRule): Law {
  return {
    initial: { limit: initial },
    next(state: LawState, { rtt, inFlight, dropped }) {
      const { limit } = state;
      if (dropped || (timeout !== undefined && rtt > timeout)) {
        return { limit: clamp(Math.floor(limit * ratio), bounds) };
      }
      return 2 * inFlight >= limit ? { limit: clamp(limit + 1, bounds) } : state;
    },
  };
}
