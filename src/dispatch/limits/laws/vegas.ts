import type { Milliseconds } from '../../../core/units.ts';
import type { Bounds, Law, LawState, Sample } from './law.ts';
import { clamp } from './law.ts';

export interface VegasRule extends Bounds {
  readonly initial: number;
  /** Weight of the newest limit, above 0 to 1. */
  readonly smoothing: number;
}

interface VegasState extends LawState {
  /** Round trip without a queue; absent before the first ok sample. */
  readonly base?: Milliseconds;
  /** Samples since the base was measured anew. */
  readonly probes: number;
  /** 0.5 to 1: how much of 30 · L samples lie between two such measurements. */
  readonly jitter: number;
}

/** Samples between two measurements of the base, in limits. */
const PROBE_EVERY = 30;

/**
 * Vegas: keeps the estimated queue q = ⌈L · (1 − base / rtt)⌉ between α = 3 · lg and β = 6 · lg, lg = max(1, ⌊log10 L⌋).
 *
 * q ≤ lg: L + β; q < α: L + lg; q > β: L − lg. A drop: L − lg. While less than half of L is in use, L stays. Every
 * jitter · 30 · L samples the base is measured anew.
 *
 * Source: Netflix concurrency-limits, VegasLimit. Other than there only ok samples become the base: a refusal answered in
 * 150 ms would be taken for the unloaded round trip.
 */
export function vegasLaw({ initial, smoothing, ...bounds }: VegasRule): Law<VegasState> {
  return {
    initial: { limit: initial, probes: 0, jitter: 1 },
    next(state, sample) {
      const { limit, base = Number.POSITIVE_INFINITY, jitter } = state;
      const { rtt, dropped, u } = sample;
      const probes = state.probes + 1;
      if (!dropped && probes >= jitter * PROBE_EVERY * limit) {
        return { limit, base: rtt, probes: 0, jitter: 0.5 + u / 2 };
      }
      if (!dropped && rtt < base) return { ...state, base: rtt, probes };
      const target = clamp(limit + step(limit, base, sample), bounds);
      return { ...state, limit: (1 - smoothing) * limit + smoothing * target, probes };
    },
  };
}

function step(limit: number, base: Milliseconds, { rtt, inFlight, dropped }: Sample): number {
  const lg = Math.max(1, Math.floor(Math.log10(Math.floor(limit))));
  if (dropped) return -lg;
  if (2 * inFlight < limit) return 0;
  const queue = Math.ceil(limit * (1 - base / rtt));
  if (queue <= lg) return 6 * lg;
  if (queue < 3 * lg) return lg;
  return queue > 6 * lg ? -lg : 0;
}
