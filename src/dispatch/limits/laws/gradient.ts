import type { Milliseconds } from '../../../core/units.ts';
import type { Bounds, Law, LawState, Sample } from './law.ts';
import { clamp } from './law.ts';

export interface GradientRule extends Bounds {
  readonly initial: number;
  /** Weight of a lower limit, above 0 to 1; a higher one counts at once. */
  readonly smoothing: number;
  /** How much longer than the best a round trip may be before the limit falls. */
  readonly tolerance: number;
  /** What is left of the limit after a drop, before smoothing. */
  readonly dropRatio: number;
}

interface GradientState extends LawState {
  /** Shortest round trip of an ok sample since the last reset. */
  readonly base: Milliseconds;
  /** Samples until the next reset; absent before the first sample. */
  readonly untilReset?: number;
}

/** Samples from one reset to the next: this many and up to as many more. */
const RESET_EVERY = 1_000;

/**
 * Gradient: new = L · g + queue, g = clamp(tolerance · base / rtt, 0.5, 1), queue = max(4, ⌊√L⌋), where `base` is the
 * shortest round trip. Only decreases are smoothed. While less than half of L is in use, L stays. Every 1000 to 2000
 * samples L falls to the queue and the base is measured anew.
 *
 * Source: Netflix concurrency-limits, GradientLimit. Other than there only ok samples become the base.
 */
export function gradientLaw(rule: GradientRule): Law<GradientState> {
  return {
    initial: { limit: rule.initial, base: Number.POSITIVE_INFINITY },
    next(state, sample) {
      const { limit } = state;
      const queue = Math.max(4, Math.floor(Math.sqrt(limit)));
      const period = RESET_EVERY * (1 + sample.u);
      const { untilReset = period } = state;
      if (untilReset <= 0) {
        const base = Number.POSITIVE_INFINITY;
        return { limit: Math.max(rule.min, queue), base, untilReset: period };
      }
      const base = sample.dropped ? state.base : Math.min(state.base, sample.rtt);
      const next = { base, untilReset: untilReset - 1 };
      const target = targetOf(limit, queue, base, sample, rule);
      const weight = target < limit ? rule.smoothing : 1;
      const smoothed = (1 - weight) * limit + weight * target;
      return { ...next, limit: clamp(smoothed, { min: Math.max(rule.min, queue), max: rule.max }) };
    },
  };
}

function targetOf(
  limit: number,
  queue: number,
  base: Milliseconds,
  { rtt, inFlight, dropped }: Sample,
  { tolerance, dropRatio }: GradientRule,
): number {
  if (dropped) return limit * dropRatio;
  if (inFlight < limit / 2) return limit;
  return limit * clamp((tolerance * base) / rtt, { min: 0.5, max: 1 }) + queue;
}
