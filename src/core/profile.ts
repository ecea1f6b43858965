import type { Json } from './plan.ts';
import type { Milliseconds } from './units.ts';
import type { Notice } from './verdict.ts';

/** How near the mock comes to what was recorded. */
export interface ProfileCheck {
  /** `service p95`, `makespan of pool`. */
  readonly figure: string;
  readonly recorded_ms: Milliseconds;
  readonly mock_ms: Milliseconds;
}

/** What was read off a recorded run. */
export interface ProfileFit {
  /** Answered attempts that the service times are of. */
  readonly attempts: number;
  /** Kolmogorov distance between a log-normal distribution of the same moments and the recorded times. */
  readonly lognormal: {
    readonly median_ms: Milliseconds;
    readonly sigma: number;
    readonly distance: number;
  };
  /** Which of both the mock takes: the recorded times themselves where they are not log-normal. */
  readonly latency: 'lognormal' | 'empirical';
  /** Mean service time by attempts in service. Absent where it does not depend on them. */
  readonly load?: readonly (readonly [inService: number, ms: Milliseconds])[];
  /** Requests that it works on at the same time, while others wait. Absent where nothing shows that there are such. */
  readonly slots?: number;
  /** Where the limits come from. Absent without limits. */
  readonly limits?: 'headers' | 'refusals';
  readonly checks: readonly ProfileCheck[];
  readonly notices: readonly Notice[];
}

/** A mock server that behaves as a recorded one did. Readers must refuse a `schemaVersion` they do not know. */
export interface Profile {
  readonly schemaVersion: 1;
  readonly kind: 'profile';
  /** The scenario that was recorded. */
  readonly scenario: string;
  /** Wall time of its start, RFC 3339. */
  readonly recorded_at: string;
  /** What `mock({ … })` takes. */
  readonly options: { readonly [option: string]: Json };
  readonly fit: ProfileFit;
}
