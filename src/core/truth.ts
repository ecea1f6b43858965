import type { Milliseconds } from './units.ts';

/** One request as the mock server saw it. */
export interface TruthRow {
  readonly item: number;
  readonly attempt: number;
  /** From the arrival of the request to the end of its reply. */
  readonly duration: Milliseconds;
}

/** What the mock server saw in one round. */
export interface Truth {
  readonly requests: number;
  readonly peakInFlight: number;
  /** At most as many as the server keeps. */
  readonly rows: readonly TruthRow[];
}
