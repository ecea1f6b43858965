import type { Bounds, Law, LawState } from './law.ts';
import { clamp } from './law.ts';

export interface HalvingRule extends Bounds {
  readonly initial: number;
}

interface HalvingState extends LawState {
  /** Ok samples since the limit last changed. */
  readonly clean: number;
}

/**
 * Half of L after a drop, L + 1 after L ok samples in a row. Source: llm-d batch gateway, #394.
 */
export function halvingLaw({ initial, ...bounds }: HalvingRule): Law<HalvingState> {
  return {
    initial: { limit: initial, clean: 0 },
    next({ limit, clean }, { dropped }) {
      if (dropped) return { limit: clamp(Math.floor(limit / 2), bounds), clean: 0 };
      if (clean + 1 < limit) return { limit, clean: clean + 1 };
      return { limit: clamp(limit + 1, bounds), clean: 0 };
    },
  };
}
