import type { Law, LawState, Sample } from '../../src/dispatch/limits/laws/law.ts';

/** An ok sample: its round trip, and attempts in flight when it started. */
export function ok(rtt: number, inFlight: number): Sample {
  return { rtt, inFlight, dropped: false, u: 0 };
}

/** A refusal after 150 ms. */
export const drop: Sample = { rtt: 150, inFlight: 1, dropped: true, u: 0 };

/** The state after each sample. */
export function trace<S extends LawState>(law: Law<S>, samples: readonly Sample[]): S[] {
  let state = law.initial;
  return samples.map((sample) => {
    state = law.next(state, sample);
    return state;
  });
}

/** The limit after each sample, to nine digits. */
export function limitsOf<S extends LawState>(law: Law<S>, samples: readonly Sample[]): number[] {
  return trace(law, samples).map(({ limit }) => Math.round(limit * 1e9) / 1e9);
}
