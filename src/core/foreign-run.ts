import type { Milliseconds } from './units.ts';

/** Durations as another tool summed them up. What it did not write is absent. */
export interface ForeignDistribution {
  readonly mean?: Milliseconds;
  readonly min?: Milliseconds;
  readonly max?: Milliseconds;
  /** By percentile: `{ 50: 2011, 99: 5300 }`. */
  readonly percentiles: Readonly<Record<number, Milliseconds>>;
}

/** Names of ours for what another tool measured by the same formula. */
export type ForeignMetric = 'service' | 'ttft' | 'inter_token_latency' | 'inter_chunk_latency';

/**
 * A run that another tool measured. It is shown beside ours and never judged: it has no rounds, its clock starts at the
 * send, and its percentiles may interpolate.
 */
export interface ForeignRun {
  /** `AIPerf`. */
  readonly tool: string;
  /** The tool's own name for the run, or what tells its runs apart. */
  readonly label: string;
  readonly completed?: number;
  readonly failed?: number;
  readonly duration?: Milliseconds;
  readonly throughput_per_s?: number;
  readonly output_tokens_per_s?: number;
  readonly metrics: Partial<Readonly<Record<ForeignMetric, ForeignDistribution>>>;
}
