import type { Milliseconds } from '../../../core/units.ts';
import type { Bounds, Law, LawState } from './law.ts';
import { clamp } from './law.ts';

export interface Gradient2Rule extends Bounds {
  readonly initial: number;
  /** Weight of the newest limit, above 0 to 1. */
  readonly smoothing: number;
  /** Room that the limit leaves for a queue. */
  readonly queue: number;
  /** How much longer than usual a round trip may be before the limit falls. */
  readonly tolerance: number;
  /** What is left of the limit after a drop; absent: a drop is a sample like any other, as in the origin. */
  readonly dropRatio?: number | undefined;
}

interface Gradient2State extends LawState {
  /** Long-term round trip. */
  readonly long: Milliseconds;
  /** Samples in it, up to the ten that are averaged plainly. */
  readonly samples: number;
}

/** Samples whose plain mean begins the long-term average. */
const WARMUP = 10;

/** Weight of a sample in the long-term average after that: 2 / (600 + 1). */
const FACTOR = 2 / 601;

/**
 * Gradient2: L moves towards L · g + queue, g = clamp(tolerance · long / rtt, 0.5, 1), where `long` is the mean of the
 * first ten round trips and then an exponential average. When the service has become more than twice as fast, `long` is
 * shortened by 5 % a sample. While less than half of L is in use, L stays.
 *
 * Source: Netflix concurrency-limits, Gradient2Limit, which ignores drops (issue 176).
 */
export function gradient2Law(rule: Gradient2Rule): Law<Gradient2State> {
  const { initial, smoothing, queue, tolerance, dropRatio } = rule;
  return {
    initial: { limit: initial, long: 0, samples: 0 },
    next(state, { rtt, inFlight, dropped }) {
      const { limit } = state;
      if (dropped && dropRatio !== undefined) {
        return { ...state, limit: clamp(limit * dropRatio, rule) };
      }
      const samples = Math.min(WARMUP, state.samples + 1);
      const weight = state.samples < WARMUP ? 1 / samples : FACTOR;
      const long = state.long + weight * (rtt - state.long);
      const next = { samples, long: long / rtt > 2 ? long * 0.95 : long };
      if (inFlight < limit / 2) return { ...next, limit };
      const gradient = clamp((tolerance * long) / rtt, { min: 0.5, max: 1 });
      const target = limit * gradient + queue;
      return { ...next, limit: clamp((1 - smoothing) * limit + smoothing * target, rule) };
    },
  };
}
