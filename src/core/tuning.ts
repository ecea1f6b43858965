import type { Environment } from './run-result.ts';
import type { Milliseconds } from './units.ts';
import type { Notice } from './verdict.ts';

/** What a probe must keep to, as a share of items (or of attempts, for `rate_limited`) that may break it. */
export interface TuningConstraint {
  /** As it is shown: `call p95 < 4s`. */
  readonly expr: string;
  /** `call`: items that took longer than `limit_ms`, unanswered ones included. The others: such outcomes. */
  readonly metric: 'call' | 'errors' | 'rate_limited';
  /** Share that is allowed, 0 to 1: 0.05 for a p95. */
  readonly allowed: number;
  /** Only with `call`. */
  readonly limit_ms?: Milliseconds;
}

/** `undecided`: the evidence is neither good enough for one nor for the other; it counts as not feasible. */
export type ProbeState = 'feasible' | 'infeasible' | 'undecided';

/** How a probe stands to one constraint. */
export interface ProbeBound {
  readonly expr: string;
  /** Items or attempts that broke it, of how many. */
  readonly events: number;
  readonly of: number;
  /** One-sided 95 % Wilson bounds of the share, 0 to 1. */
  readonly low: number;
  readonly high: number;
  readonly allowed: number;
  readonly state: ProbeState;
}

/** What a probe counted, before anybody judged it. */
export interface ProbeSample {
  /** Items that count: all after the warm-up. */
  readonly items: number;
  readonly failed: number;
  /** Items that took longer than each of the limits asked for, unanswered ones included. */
  readonly late: readonly number[];
  readonly attempts: number;
  readonly rateLimited: number;
  /** Answered items per second between the end of the warm-up and the start of the last item. */
  readonly perSecond: number;
  /** Standard error of it, from ten parts of that time. */
  readonly perSecondError: number;
  /** From the start of an answered item to its end, retries inside. Absent without any. */
  readonly call?: {
    readonly p50: Milliseconds;
    readonly p95: Milliseconds;
    readonly mean: Milliseconds;
  };
}

/** Why a probe was made. */
export type ProbePurpose = 'seed' | 'bracket' | 'bisect' | 'check' | 'sweep';

/** One measurement at one value of the option, without warm-up and drain. */
export interface TuningProbe {
  readonly value: number;
  readonly purpose: ProbePurpose;
  readonly seed: number;
  /** Items that count. */
  readonly items: number;
  /** Answered items per second of the window. */
  readonly throughput_per_s: number;
  /** Standard error of the throughput, from ten parts of the window. */
  readonly throughput_se_per_s: number;
  /** Of answered items. Absent without any. */
  readonly call_mean_ms?: Milliseconds;
  readonly call_p50_ms?: Milliseconds;
  readonly call_p95_ms?: Milliseconds;
  /** Share of attempts that were refused by a rate limit. */
  readonly rate_limited: number;
  readonly bounds: readonly ProbeBound[];
  readonly state: ProbeState;
}

/** All probes at one value together. */
export interface TuningPoint {
  readonly value: number;
  readonly items: number;
  readonly throughput_per_s: number;
  readonly call_p95_ms?: Milliseconds;
  readonly rate_limited: number;
  /** After a monotone fit over all values, so that one lucky probe cannot stand alone. */
  readonly state: ProbeState;
}

/** From `from` to `to`, both included. */
export interface ValueRange {
  readonly from: number;
  readonly to: number;
}

/** What an option may be: a number, or one of some words. */
export type OptionValue = number | string;

/** An option that was varied, all whole numbers of a range or some values. */
export interface VariedOption {
  /** `semaphore.size`. */
  readonly path: string;
  readonly values: ValueRange | readonly OptionValue[];
}

/** Code to paste for a value. */
export interface TuningSnippet {
  readonly label: string;
  readonly code: string;
}

/** Little's law: what is in flight = rate × time. */
export interface LittleEstimate {
  /** The smallest known limit on requests. */
  readonly limit_per_s: number;
  readonly from: 'limits' | 'headers';
  /** Mean time of an item when almost nothing is in flight. */
  readonly call_mean_ms: Milliseconds;
  readonly size: number;
}

/** The Universal Scalability Law, X(N) = λN ÷ (1 + σ(N−1) + κN(N−1)): explanation only. */
export interface UslFit {
  readonly lambda_per_s: number;
  readonly sigma: number;
  readonly kappa: number;
  /** Where the fitted throughput is highest. Absent when it never falls. */
  readonly peak?: number;
}

/** The first value that does not keep to the constraints, and what it breaks. */
export interface FirstFailing {
  readonly value: number;
  readonly expr: string;
  readonly share: number;
  readonly allowed: number;
  readonly state: Exclude<ProbeState, 'feasible'>;
}

/** A value that was tried for real after it was found by simulation. */
export interface TuningConfirmation {
  readonly value: number;
  readonly items: number;
  readonly predicted_per_s: number;
  readonly measured_per_s: number;
  readonly predicted_p95_ms?: Milliseconds;
  readonly measured_p95_ms?: Milliseconds;
  readonly state: ProbeState;
  readonly verdict: 'confirmed' | 'slower' | 'faster' | 'limits-differ';
}

/** One configuration of several options. */
export interface TuningCandidate {
  /** Values by the path of the option: `{ 'semaphore.size': 38, 'retry.jitter': 'full' }`. */
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly strategy: string;
  /** Share of items that were answered. */
  readonly success: number;
  readonly goodput_per_s: number;
  readonly call_p95_ms?: Milliseconds;
  /** Attempts per item: what is paid for. */
  readonly amplification: number;
  readonly state: ProbeState;
  /** Whether no other one is better in one respect and as good in all others. */
  readonly pareto: boolean;
}

/** The search for the best value of an option. Readers must refuse a `schemaVersion` they do not know. */
export interface Tuning {
  readonly schemaVersion: 1;
  readonly kind: 'tuning';
  readonly scenario: string;
  readonly question?: string;
  /** Wall time of the start, RFC 3339. */
  readonly started_at: string;
  readonly clock: 'real' | 'virtual';
  readonly seed: number;
  readonly environment: Environment;
  /** The strategy's name in the scenario, and its kind. */
  readonly strategy: { readonly name: string; readonly kind: string };
  /** What was varied: at least one option. */
  readonly vary: readonly VariedOption[];
  readonly constraints: readonly TuningConstraint[];
  /** Absent when no value is feasible. */
  readonly recommendation?: {
    readonly value: number;
    readonly throughput_per_s: number;
    readonly call_p95_ms?: Milliseconds;
    /** 90 % of the picks when the probes are drawn again from what they measured. */
    readonly interval: ValueRange;
    readonly code: readonly TuningSnippet[];
  };
  /** Probed values that keep to the constraints within 3 % of the best throughput. */
  readonly tied?: ValueRange;
  readonly largest_feasible?: number;
  readonly first_failing?: FirstFailing;
  /** `cliff`: the first failing value breaks a limit by more than twice. */
  readonly boundary?: 'smooth' | 'cliff';
  /** Share of throughput that is lost one probed value below the recommendation. */
  readonly lost_below?: { readonly value: number; readonly share: number };
  readonly undecided: readonly number[];
  /** In the order of the search. */
  readonly probes: readonly TuningProbe[];
  /** By rising value. */
  readonly curve: readonly TuningPoint[];
  readonly little?: LittleEstimate;
  readonly usl?: UslFit;
  /** Kneedle's knee of the curve: explanation only. */
  readonly knee?: number;
  readonly confirmations?: readonly TuningConfirmation[];
  /** Configurations of several options, best first. */
  readonly candidates?: readonly TuningCandidate[];
  readonly notices: readonly Notice[];
}
