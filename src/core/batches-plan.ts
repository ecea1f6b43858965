import type { VariantPlan } from './plan.ts';
import type { Milliseconds } from './units.ts';

/** When the requests of a batch are done. */
export type BatchProcessing =
  /** Number k, from 1, is done `k / perSecond` after the delay. */
  | { readonly kind: 'throughput'; readonly perSecond: number }
  /** So many workers take the requests in order; each takes a draw from the latency model. */
  | { readonly kind: 'workers'; readonly workers: number; readonly latency: VariantPlan };

/** How the mock server works on Message Batches. */
export interface BatchesPlan {
  /** From the creation of a batch until its first request is worked on. */
  readonly delay: Milliseconds;
  readonly processing: BatchProcessing;
  /** What all durations are divided by, those of a day and a month included. */
  readonly timeScale: number;
  /** How long a cancelled batch is `canceling`. */
  readonly cancelLatency: Milliseconds;
  /** Whether counts grow while a batch is processed, and not only at its end, as the real ones do. */
  readonly liveCounts: boolean;
  /** Share of the requests that end as errored, 0 to 1. */
  readonly errored: number;
  /** Share of the requests that end as expired, 0 to 1. */
  readonly expired: number;
  /** Calls of the batch endpoints per minute; absent = no limit. */
  readonly rpm?: number;
  /** Requests of all batches that may wait for their end; absent = no limit. */
  readonly queue?: number;
}
