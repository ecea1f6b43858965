import type { MockHealth } from './health.ts';
import type { Milliseconds } from './units.ts';

/** One request as the mock server saw it. */
export interface TruthRow {
  readonly item: number;
  readonly attempt: number;
  /** From the arrival of the request to the end of its reply. */
  readonly duration: Milliseconds;
  /** HTTP status of the reply; 0 when the client went away before there was one. */
  readonly status: number;
  readonly outputTokens: number;
}

/** What the mock server saw in one round. */
export interface Truth {
  /** How it fared itself; absent on a virtual clock. */
  readonly health?: MockHealth;
  readonly requests: number;
  readonly peakInFlight: number;
  /** At most as many as the server keeps; read as they are asked for, and once. */
  readonly rows: Iterable<TruthRow> | AsyncIterable<TruthRow>;
}
