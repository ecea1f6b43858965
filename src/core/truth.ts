import type { Milliseconds } from './units.ts';

/** One request as the mock server saw it. */
export interface TruthRow {
  readonly item: number;
  readonly attempt: number;
  /** From the arrival of the request to the end of its reply. */
  readonly duration: Milliseconds;
}

/** What the mock server saw since its last reset. */
export interface Truth {
  readonly requests: number;
  readonly peakInFlight: number;
  /** At most as many as the server keeps. */
  readonly rows: readonly TruthRow[];
}

/** The mock server's own account of a run, to be held against the client's. */
export interface TruthSource {
  /** Full buckets, no rows: every strategy meets the same server. */
  reset(): Promise<void>;
  read(): Promise<Truth>;
}
