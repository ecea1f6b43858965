import type { Milliseconds } from '../../../core/units.ts';

/** A law that yields a rate instead of a concurrency. Rates are per second. */
export interface CubicState {
  /** Starts per second; absent until the first refusal, when there is no limit. */
  readonly rate?: number;
  /** Responses per second, smoothed. */
  readonly measured: number;
  /** The rate at the last refusal. */
  readonly lastMax: number;
  readonly lastRefusal: Milliseconds;
  /** Responses since the half second `bucket` began. */
  readonly responses: number;
  /** Start of that half second, on the clock. */
  readonly bucket: Milliseconds;
}

/** What is left of the rate after a refusal. */
const BETA = 0.7;
/** How fast the curve rises. */
const SCALE = 0.4;
/** Weight of the newest half second. */
const SMOOTH = 0.8;
const SLOWEST = 0.5;
const BUCKET: Milliseconds = 500;

export function startCubic(now: Milliseconds): CubicState {
  const bucket = Math.floor(now / BUCKET) * BUCKET;
  return { measured: 0, lastMax: 0, lastRefusal: now, responses: 0, bucket };
}

/**
 * The adaptive retry mode of the AWS SDKs, after TCP CUBIC: a refusal sets the rate to 0.7 of what was measured; after
 * that it follows C · (t − K)³ + lastMax, K = ∛(lastMax · (1 − β) / C), t in seconds since the refusal, and never more
 * than twice the measured rate.
 */
export function nextCubic(before: CubicState, refused: boolean, now: Milliseconds): CubicState {
  const state = measure(before, now);
  const { rate, measured } = state;
  if (!refused) {
    if (rate === undefined) return state;
    const t = (now - state.lastRefusal) / 1_000;
    const k = Math.cbrt((state.lastMax * (1 - BETA)) / SCALE);
    return { ...state, rate: bounded(SCALE * (t - k) ** 3 + state.lastMax, measured) };
  }
  const lastMax = Math.min(measured, rate ?? measured);
  return { ...state, rate: bounded(lastMax * BETA, measured), lastMax, lastRefusal: now };
}

function bounded(rate: number, measured: number): number {
  return Math.max(SLOWEST, Math.min(rate, 2 * measured));
}

/** Counts a response; a finished half second enters the measured rate. */
function measure(state: CubicState, now: Milliseconds): CubicState {
  const responses = state.responses + 1;
  const bucket = Math.floor(now / BUCKET) * BUCKET;
  if (bucket === state.bucket) return { ...state, responses };
  const perSecond = responses / ((bucket - state.bucket) / 1_000);
  const measured = SMOOTH * perSecond + (1 - SMOOTH) * state.measured;
  return { ...state, measured, responses: 0, bucket };
}
