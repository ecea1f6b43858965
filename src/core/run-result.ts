import type { Comparison } from './comparison.ts';
import type { MockHost, StrategyHealth } from './health.ts';
import type { OutcomeKind, TimeoutStage } from './outcome.ts';
import type { LatencyHeat, RequestLanes } from './pictures.ts';
import type { Plan, StrategyPlan } from './plan.ts';
import type { ThresholdResult } from './threshold.ts';
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

/** What an attempt took in and gave out. Input is all of it: uncached, written to a cache and read from one. */
export interface TokenSums {
  readonly input: number;
  readonly output: number;
  /** Of `input`, what was read from a cache. Absent when nobody reported any. */
  readonly cache_read?: number;
  /** Of `input`, what was written to a cache. Absent when nobody reported any. */
  readonly cache_write?: number;
}

/** Tokens of all attempts. What was not told is not guessed. */
export interface Tokens extends TokenSums {
  /** Where the counts come from: `usage` = the replies told them. Absent when none did. */
  readonly from?: 'usage';
  /** Of these, what brought nobody an answer: attempts that were followed by another, lost to a copy, or given up. */
  readonly wasted?: TokenSums;
}

/** The places of a strategy with a fixed size, over the makespan: `busy + backoff + idle = size × makespan`. */
export interface Slots {
  readonly size: number;
  /** Attempts on the wire. */
  readonly busy_ms: number;
  /** Held while an item waits for its next attempt. */
  readonly backoff_ms: number;
  readonly idle_ms: number;
}

/** What the items of one tag got. */
export interface TagFigures {
  readonly tag: string;
  readonly completed: number;
  /** Longest wait of an item from due to its first attempt. */
  readonly longest_wait_ms: number;
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
  /** Attempts sent, one value a bucket. Absent in results of earlier versions. */
  readonly started?: readonly number[];
}

/** How a strategy's own limit moved: from `t_ms[i]` on it was `limit[i]`. */
export interface LimitTrace {
  /** What is limited: attempts in flight, or starts per second. */
  readonly unit: 'in_flight' | 'per_s';
  /** Rising; at most 1000. */
  readonly t_ms: readonly number[];
  /** One value for each of `t_ms`. */
  readonly limit: readonly number[];
}

/** What a strategy's attempts cost at the prices of a list. */
export interface Cost {
  /** Tokens that the provider reported, at their prices. Attempts that reported none cost nothing here. */
  readonly usd: number;
  /** The part for attempts whose result was not used: failed, cancelled, or slower than a copy. */
  readonly wasted_usd: number;
  /** Absent when nothing was completed. */
  readonly per_thousand_ok_usd?: number;
  /** Attempts that may have been billed for more than they told: their replies broke off. Absent when there were none. */
  readonly untold_attempts?: number;
  /** Day of the price list, as in the list: `2026-10-24`. */
  readonly prices_date: string;
}

/** A rate limit as headers of a reply told it. */
export interface ToldLimit {
  readonly dimension: 'requests' | 'input_tokens' | 'output_tokens' | 'tokens';
  readonly per_minute: number;
  /** What may come at once after a pause. */
  readonly limit: number;
  /** What was left of it then. */
  readonly remaining: number;
  /** Send of the request that was answered so, after the start of its round. */
  readonly sent_ms: number;
}

/** Failures of one kind and one wording. */
export interface ErrorGroup {
  readonly outcome: OutcomeKind;
  readonly status?: number;
  readonly error_type?: string;
  /** Which deadline of ours was missed. */
  readonly stage?: TimeoutStage;
  /** Numbers, ids and times replaced, so that equal mistakes share a group. */
  readonly message: string;
  /** Attempts, or tasks that failed though their attempts did not. */
  readonly count: number;
  /** Items with such an attempt that were answered in the end. */
  readonly later_ok: number;
  /** Items with such an attempt. */
  readonly items?: number;
  /** End of the first and of the last such attempt, after the start of its round. */
  readonly first_ms?: number;
  readonly last_ms?: number;
  /** The shortest and the longest wait that the server asked for, where it asked for one. */
  readonly retry_after_min_ms?: number;
  readonly retry_after_max_ms?: number;
  /** The first one as it was, bounded. */
  readonly example: string;
  /** Where the example stands in the rows. */
  readonly example_of?: {
    readonly item: number;
    readonly attempt: number;
    readonly request_id?: string;
  };
}

/** What the mock server itself saw of a strategy, beside what the client measured. */
export interface ServerTruth {
  /** Requests that reached the server. */
  readonly requests: number;
  readonly peak_in_flight: number;
  /** Requests minus attempts in the ledger: anything but 0 means that somebody retried behind our back. */
  readonly hidden_attempts: number;
  /** Replies whose HTTP status differs between the two accounts; absent, as what follows, where none could be compared. */
  readonly statuses_differ?: number;
  /** Ok replies whose output tokens differ between the two; those without usage are left out. */
  readonly tokens_differ?: number;
  /** Ok attempts that the client says were shorter than the server says: impossible, unless a clock is wrong. */
  readonly faster_than_server?: number;
  /** Median of client time minus server time over ok attempts: network and harness. */
  readonly overhead_p50_ms?: number;
  /** 99th percentile of the same. */
  readonly overhead_p99_ms?: number;
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
  /** Of `counts.dropped`, items that found too many waiting. Absent when there were none. */
  readonly overflowed?: number;
  readonly in_flight: InFlight;
  readonly tokens: Tokens;
  /** From the settlement of 95 % of the items to that of the last. */
  readonly tail_ms?: number;
  /**
   * Items completed per second between the first completion and the last first send, or the end of the arrivals. Absent
   * when that window is shorter than 5 medians of `service`, or holds fewer than 30 completions.
   */
  readonly throughput_steady_per_s?: number;
  /** Completed items that met every limit of the scenario's `slo`, per second of makespan. Absent without an `slo`. */
  readonly goodput_per_s?: number;
  /**
   * Those items divided by all that were scheduled and not cut off by the user, 0 to 1. Absent without an `slo`, and when a
   * limit could not be measured.
   */
  readonly attained?: number;
  /** Output tokens of those items per second of makespan. */
  readonly token_goodput_per_s?: number;
  /** Tokens of ok attempts per second of makespan, as the provider reported them. */
  readonly output_tokens_per_s?: number;
  readonly input_tokens_per_s?: number;
  /** Only of strategies with a fixed size. */
  readonly slots?: Slots;
  /** Busy time of the slots divided by all of it, 0 to 1. */
  readonly slot_utilisation?: number;
  /** Requests that a rate limit let pass, divided by those it would have let pass: `burst + rate × makespan`. */
  readonly quota_utilisation?: number;
  /** The same of input and output tokens. */
  readonly input_quota_utilisation?: number;
  readonly output_quota_utilisation?: number;
  /** The same of both kinds of tokens together, where one limit counts both. */
  readonly token_quota_utilisation?: number;
  /** Most attempts started in any 60 s, divided by the limit per minute. Above 1 a server with a window refuses. */
  readonly window_overshoot?: number;
  /** Back-off divided by the time of all calls, 0 to 1. */
  readonly backoff_share?: number;
  /** Jain's index over the completed items of each tag: 1 = equal, 1/n = one tag got everything. */
  readonly fairness?: number;
  /** By name; at most 50. */
  readonly tags?: readonly TagFigures[];
  /** From the end of the last outage of the plan until completions are back at 90 % of their rate before the first. */
  readonly recovery_ms?: number;
  /** `|∫ in_flight dt − Σ (ended − sent)| ÷ Σ (ended − sent)`: 0, or the counter of attempts in flight is wrong. */
  readonly little_residual?: number;
  /** Of the gaps between two arrivals of tokens, the share that is 0 because both came in one read. */
  readonly coalesced_gaps?: number;
  /** Completed items: intended to done. The headline. */
  readonly latency?: Distribution;
  /** Completed items: first send to done, retries and back-off inside. */
  readonly call?: Distribution;
  /** Ok attempts: sent to ended. */
  readonly service?: Distribution;
  /** Attempts, however they ended: sent to ended. */
  readonly attempt?: Distribution;
  /** Items with an attempt: due to first send. */
  readonly queue?: Distribution;
  /** Items with an attempt: time between attempts on purpose. */
  readonly backoff?: Distribution;
  /** Open loads, items with an attempt: intended to due. How late the load generator itself was. */
  readonly lag?: Distribution;
  /** Attempts on a new socket: sent to socket ready. */
  readonly connect?: Distribution;
  /** Attempts with a head: sent to headers. */
  readonly ttfb?: Distribution;
  /** Ok streaming attempts: sent to first token, reasoning included. */
  readonly ttft?: Distribution;
  /** Completed streaming items: intended to first token. */
  readonly ttft_response?: Distribution;
  /** Ok streaming attempts: sent to first output, reasoning not included. */
  readonly ttfo?: Distribution;
  /** Ok streaming attempts: first to last token, divided by output tokens less one. */
  readonly inter_token_latency?: Distribution;
  /** Ok streaming attempts: every gap between two arrivals of tokens. */
  readonly inter_chunk_latency?: Distribution;
  /** Ok streaming attempts: longest gap between two arrivals of tokens. */
  readonly longest_stall?: Distribution;
  /** Incomplete items: intended to the cut. Their latency is at least that. */
  readonly incomplete_age?: Distribution;
  readonly timeline: Timeline;
  /** Of the same round as the timeline; of at most 600 items. */
  readonly lanes?: RequestLanes;
  /** Of the same round as the timeline; of more than 600 items or 60 s. */
  readonly heat?: LatencyHeat;
  /** Only of strategies that set their limit themselves. */
  readonly limit_trace?: LimitTrace;
  /** By the first reply that told any; absent when none did. */
  readonly told_limits?: readonly ToldLimit[];
  /** Absent when the price of the model is not known, which is not the same as 0. */
  readonly cost?: Cost;
  /** Most frequent first: at most 50, and beyond them one named `other` for each outcome. */
  readonly errors: readonly ErrorGroup[];
  readonly server?: ServerTruth;
}

/** Names of the distributions that {@link Metrics} may hold, in the order in which reports list them. */
export const DISTRIBUTIONS = [
  'latency',
  'call',
  'service',
  'attempt',
  'queue',
  'backoff',
  'lag',
  'connect',
  'ttfb',
  'ttft',
  'ttft_response',
  'ttfo',
  'inter_token_latency',
  'inter_chunk_latency',
  'longest_stall',
  'incomplete_age',
] as const satisfies readonly (keyof Metrics)[];

export type DistributionName = (typeof DISTRIBUTIONS)[number];

/** Distributions that a {@link Round} keeps by itself, because versions are compared round by round. */
export const ROUND_DISTRIBUTIONS = [
  'latency',
  'call',
  'service',
  'queue',
  'ttft',
] as const satisfies readonly DistributionName[];

/** What can be known of a round while it goes on: items that have ended, and the distributions that are asked for. */
export type SoFar = Pick<Metrics, 'counts' | 'attempts' | 'in_flight'> &
  Partial<Pick<Metrics, DistributionName>>;

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
  /** As the provider reported them. */
  readonly tokens?: {
    readonly input: number;
    readonly output: number;
    /** Of the output, what brought nobody an answer. Absent when nothing did. */
    readonly wasted_output?: number;
  };
  /** At the prices of the model; absent where they are not known. */
  readonly cost?: Pick<Cost, 'usd' | 'wasted_usd'>;
  /** Of this round alone; absent when nothing was measured. */
  readonly distributions?: {
    readonly [Name in (typeof ROUND_DISTRIBUTIONS)[number]]?: Distribution;
  };
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

export interface StrategyResult extends StrategyPlan {
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
  /** CI service and kind of runner; absent outside of CI. */
  readonly ci?: string;
  /** Threads that shared the work; absent for one. */
  readonly workers?: number;
}

/** One run of a scenario. Readers must refuse a `schemaVersion` they do not know. */
export interface RunResult {
  readonly schemaVersion: 1;
  readonly scenario: string;
  /** Where it lies, seen from the folder that it was run in. */
  readonly file?: string;
  readonly question?: string;
  /** Wall time of the start, RFC 3339. */
  readonly started_at: string;
  readonly plan: Plan;
  readonly seed: number;
  readonly clock: ClockResult;
  readonly environment: Environment;
  /** Absent for a real API. */
  readonly mock?: MockHost;
  /** False while strategies are missing, because the run goes on or was stopped. */
  readonly complete: boolean;
  /** In the scenario's order, as far as they got. */
  readonly strategies: readonly StrategyResult[];
  /** What decides whether the figures are a result at all: one entry a strategy, in the order of `strategies`. */
  readonly health?: readonly StrategyHealth[];
  /** Each threshold held against each strategy that it is for, then the assertions; absent when there are none. */
  readonly thresholds?: readonly ThresholdResult[];
  /** The run held against its baseline; absent when it had none. */
  readonly comparison?: Comparison;
  readonly verdict: Verdict;
  readonly warnings: readonly Notice[];
}
