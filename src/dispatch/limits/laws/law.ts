import type { Milliseconds } from '../../../core/units.ts';

/** What a law hears of one attempt, or of a window of them. */
export interface Sample {
  readonly rtt: Milliseconds;
  /** Attempts on the wire when it started, itself included. */
  readonly inFlight: number;
  readonly dropped: boolean;
  /** Uniform in [0, 1), for laws that probe at random. */
  readonly u: number;
}

export interface LawState {
  /** L, fractional. In force is max(1, ⌊L⌋). */
  readonly limit: number;
}

/** An adaptive law: how a concurrency limit follows what attempts experienced. */
export interface Law<S extends LawState = LawState> {
  readonly initial: S;
  next(state: S, sample: Sample): S;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export function clamp(value: number, { min, max }: Bounds): number {
  return Math.max(min, Math.min(max, value));
}
