import type { OutcomeKind } from './outcome.ts';
import type { Plan, VariantPlan } from './plan.ts';
import type { Notice, Verdict } from './verdict.ts';

/**
 * A set of durations. Count, minimum, maximum, sum and mean are exact; percentiles are nearest-rank values of an HDR
 * histogram with three significant digits, clamped to the exact minimum and maximum.
 */
export interface Distribution {
  readonly count: number;
  readonly min_ms: number;
  readonly p50_ms: number;
  readonly p90_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
  readonly mean_ms: number;
  /** Sum of all values. */
  readonly sum_ms: number;
  /** Sum of all squared values, in square milliseconds: with `count` and `sum_ms` it gives the deviation. */
  readonly sum_sq_ms2: number;
  /** HDR histogram in integer microseconds, V2 compressed, base64. Histograms of several runs add up. */
  readonly histogram: string;
}

/** Items by how they ended. `scheduled = completed + failed + dropped + incomplete`, always. */
export interface ItemCounts {
  readonly scheduled: number;
  readonly completed: number;
  readonly failed: number;
  readonly dropped: number;
  readonly incomplete: number;
}

export interface InFlight {
  /** Exact: from the events themselves. */
  readonly peak: number;
  /** Integral over time divided by the makespan. */
  readonly mean: number;
}

/** Attempts over time, in buckets of equal width. */
export interface Timeline {
  readonly bucket_ms: number;
  /** Time-weighted mean of attempts in flight, one value a bucket. */
  readonly in_flight: readonly number[];
  /** Attempts that ended rate-limited, one value a bucket. */
  readonly rate_limited: readonly number[];
  /** Items completed, one value a bucket. */
  readonly completed: readonly number[];
}

/** Failures of one kind and one wording. */
export interface ErrorGroup {
  readonly outcome: OutcomeKind;
  readonly status?: number;
  readonly error_type?: string;
  /** Numbers, ids and times replaced, so that equal mistakes share a group. */
  readonly message: string;
  /** Attempts. */
  readonly count: number;
  /** Items with such an attempt that were answered in the end. */
  readonly later_ok: number;
  /** The first one as it was, bounded. */
  readonly example: string;
}

/** What the mock server itself saw of a strategy, beside what the client measured. */
export interface ServerTruth {
  /** Requests that reached the server. */
  readonly requests: number;
  readonly peak_in_flight: number;
  /** Requests minus attempts in the ledger: anything but 0 means that somebody retried behind our back. */
  readonly hidden_attempts: number;
  /** Median of client time minus server time over ok attempts: network and harness. */
  readonly overhead_p50_ms?: number;
}

/** Everything measured for one strategy. Durations without a value were not measured, which is not the same as 0. */
export interface Metrics {
  /** Last item done minus first item intended. */
  readonly makespan_ms: number;
  /** Completed items per second of makespan. */
  readonly throughput_per_s: number;
  readonly counts: ItemCounts;
  /** Attempts by outcome; kinds that did not occur are 0. */
  readonly attempts: { readonly total: number } & Readonly<Record<OutcomeKind, number>>;
  /** Attempts divided by items with at least one. Absent without attempts. */
  readonly amplification?: number;
  /** Of attempts that had copies: those that were answered first, and those that were wasted. Absent without copies. */
  readonly hedges?: { readonly won: number; readonly lost: number };
  readonly in_flight: InFlight;
  readonly tokens: { readonly input: number; readonly output: number };
  /** Completed items: intended to done. The headline. */
  readonly latency?: Distribution;
  /** Completed items: first send to done, retries and back-off inside. */
  readonly call?: Distribution;
  /** Ok attempts: sent to ended. */
  readonly service?: Distribution;
  /** Items with an attempt: due to first send. */
  readonly queue?: Distribution;
  /** Items with an attempt: time between attempts on purpose. */
  readonly backoff?: Distribution;
  /** Attempts with a head: sent to headers. */
  readonly ttfb?: Distribution;
  /** Ok streaming attempts: sent to first token. */
  readonly ttft?: Distribution;
  /** Ok streaming attempts: longest gap between two arrivals of tokens. */
  readonly longest_stall?: Distribution;
  /** Attempts on a new socket: sent to socket ready. */
  readonly connect?: Distribution;
  readonly timeline: Timeline;
  /** Most frequent first: at most 50, and beyond them one named `other` for each outcome. */
  readonly errors: readonly ErrorGroup[];
  readonly server?: ServerTruth;
}

/** Names of the distributions that {@link Metrics} may hold, in the order in which reports list them. */
export const DISTRIBUTIONS = [
  'latency',
  'call',
  'service',
  'queue',
  'backoff',
  'ttfb',
  'ttft',
  'longest_stall',
  'connect',
] as const satisfies readonly (keyof Metrics)[];

export type DistributionName = (typeof DISTRIBUTIONS)[number];

/** One execution of a strategy on the whole workload: the unit of evidence. */
export interface Round {
  /** From 0. */
  readonly round: number;
  /** Of every random draw in this round. */
  readonly seed: number;
  readonly makespan_ms: number;
  readonly throughput_per_s: number;
  readonly counts: ItemCounts;
  /** All attempts, and those that were refused by a rate limit. */
  readonly attempts: { readonly total: number; readonly rate_limited: number };
  /** Absent when nothing was completed. */
  readonly latency_p95_ms?: number;
  /** Hash of the full event log: equal for equal schedules. Virtual clock only. */
  readonly fingerprint?: string;
}

/** Which time the figures are in. */
export interface ClockResult {
  readonly kind: 'real' | 'virtual';
  /** Hash over the event logs of all strategies and rounds. Virtual clock only, like what follows. */
  readonly fingerprint?: string;
  /** Events that fired, over all strategies and rounds. */
  readonly events?: number;
  /** Simulated time, over all strategies and rounds. */
  readonly virtual_ms?: number;
  /** Callbacks that were still pending at an end, such as a library's heartbeat. */
  readonly leftover_timers?: number;
}

export interface StrategyResult extends VariantPlan {
  /** The user's name for it. */
  readonly name: string;
  /** Whether it ran to its end; false when the run was stopped before. */
  readonly complete: boolean;
  readonly rounds: readonly Round[];
  /**
   * Over all rounds: makespan and throughput are medians, counts and attempts are sums, distributions hold every value,
   * the timeline is that of the round with the median makespan.
   */
  readonly metrics: Metrics;
}

/** The machine and the tool that measured. */
export interface Environment {
  readonly tool: string;
  readonly node: string;
  readonly os: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
}

/** One run of a scenario. Readers must refuse a `schemaVersion` they do not know. */
export interface RunResult {
  readonly schemaVersion: 1;
  readonly scenario: string;
  readonly question?: string;
  /** Wall time of the start, RFC 3339. */
  readonly started_at: string;
  readonly plan: Plan;
  readonly seed: number;
  readonly clock: ClockResult;
  readonly environment: Environment;
  /** False while strategies are missing, because the run goes on or was stopped. */
  readonly complete: boolean;
  /** In the scenario's order, as far as they got. */
  readonly strategies: readonly StrategyResult[];
  readonly verdict: Verdict;
  readonly warnings: readonly Notice[];
}
