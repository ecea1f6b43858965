import type { Notice } from './verdict.ts';

/**
 * What is said of B against A. `unchanged` needs evidence; without it a metric is `inconclusive`. `invalid`: no data, or
 * a value that cannot be.
 */
export type ComparisonVerdict = 'regressed' | 'improved' | 'unchanged' | 'inconclusive' | 'invalid';

/** What the rounds of two arms say together. An effect above 1, or a difference above 0, means that B is worse. */
export interface PairedEstimate {
  /** `ratio`: worse ÷ better, 1 = equal. `difference`: of two shares, B − A, 0 = equal. */
  readonly scale: 'ratio' | 'difference';
  readonly effect: number;
  /** Ends of the two-sided interval: 90 % unless the rounds were looked at several times. */
  readonly low: number;
  readonly high: number;
  /** Hodges-Lehmann estimate: what one outlier hardly moves. On the scale of `effect`. */
  readonly hodges_lehmann: number;
  /** Standard deviation of the rounds' log ratios, or of their differences. */
  readonly deviation: number;
  /** One-sided sign-flip p of "B is worse". */
  readonly p_worse: number;
  /** One-sided sign-flip p of "B is better". */
  readonly p_better: number;
  /** One-sided p of the paired t test of "B is worse": what is adjusted for several metrics. */
  readonly t_p_worse: number;
  /** Smallest change that would have been found in 80 % of such comparisons: share, 0.05 = 5 %. */
  readonly mde: number;
}

/** Outcome of the paired rule for one metric. */
export interface PairedComparison {
  readonly verdict: ComparisonVerdict;
  /** What the verdict's word does not say: `needs 5 rounds, has 3`. */
  readonly reason?: string;
  /** Pairs of rounds. */
  readonly rounds: number;
  /** Absent where the rounds allow none. */
  readonly estimate?: PairedEstimate;
}

/**
 * How a metric counts: `gated` ones decide, `exploratory` ones only inform, and an `informational` one has too few
 * samples in a round for a test: its effect is that of all rounds merged.
 */
export type MetricRole = 'gated' | 'exploratory' | 'informational';

/** One metric of one strategy, in A and in B. */
export interface ComparedMetric extends PairedComparison {
  /** As thresholds write it: `makespan`, `latency p95`, `errors`. */
  readonly metric: string;
  readonly strategy: string;
  readonly role: MetricRole;
  readonly unit: 'ms' | 'per_s' | 'share' | 'tokens';
  readonly better: 'smaller' | 'larger';
  /** One value a round; null = infinite: that quantile is an item that was never answered. */
  readonly a: readonly (number | null)[];
  readonly b: readonly (number | null)[];
  /** p of the t test, adjusted after Holm for all gated metrics and strategies. Gated metrics only. */
  readonly adjusted_p?: number;
  /** Effect of all rounds merged, where `role` is informational. */
  readonly merged_effect?: number;
  /** Found, but too good to be believed unchecked. */
  readonly suspicious?: boolean;
}

/** How one decile of a strategy's latency moved. */
export interface DecileShift {
  /** 10 to 90. */
  readonly decile: number;
  readonly verdict: ComparisonVerdict;
  readonly estimate: PairedEstimate;
}

/** How the latency of one strategy moved over its whole range. It only informs. */
export interface ComparedShape {
  readonly strategy: string;
  /** Pairs of rounds. */
  readonly rounds: number;
  /** Without those that fall among items that were never answered. */
  readonly deciles: readonly DecileShift[];
  /** Kolmogorov-Smirnov distance of all rounds together: the largest difference of the shares answered in time, 0 to 1. */
  readonly distance: number;
  /** The time at which they differ most. */
  readonly distance_at_ms: number;
  /** Share of all swaps of A and B within rounds that put them as far apart. */
  readonly p: number;
}

/** A figure that needs no statistics, and differs. */
export interface ExactDifference {
  readonly strategy: string;
  /** `attempts`, `tokens_output`, `histogram latency`, `fingerprint`. */
  readonly figure: string;
  readonly a: number | string | null;
  readonly b: number | string | null;
  /** Whether somebody said beforehand that it would change. */
  readonly expected: boolean;
}

/** Something about the arms themselves that differs: a machine, an option of the scenario. */
export interface SettingDifference {
  readonly kind: 'machine' | 'scenario';
  /** `cpu`, `strategies.pool.options.size`. */
  readonly path: string;
  /** As JSON; absent where that arm has none. */
  readonly a?: string;
  readonly b?: string;
}

/** One side of a comparison. */
export interface ComparedArm {
  /** File that it came from, or name of the baseline. */
  readonly label: string;
  readonly tool: string;
  /** Wall time, RFC 3339. */
  readonly started_at: string;
  readonly seeds: readonly number[];
}

/** B held against A. Readers must refuse a `schemaVersion` they do not know. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly scenario: string;
  readonly clock: 'real' | 'virtual';
  /** `interleaved`: rounds of A and B took turns. `separate`: A was measured on another occasion. */
  readonly design: 'interleaved' | 'separate';
  readonly a: ComparedArm;
  readonly b: ComparedArm;
  /** Change that does not matter: share, 0.05 = 5 %. */
  readonly tolerance: number;
  /** One-sided level of a single test. */
  readonly alpha: number;
  /** False when its verdict is only a warning; `warnings` say why. */
  readonly gates: boolean;
  readonly verdict: ComparisonVerdict;
  /** What decided, worst first. */
  readonly reasons: readonly Notice[];
  /** Gated ones first. */
  readonly metrics: readonly ComparedMetric[];
  /** Of strategies whose rounds are known; a stored baseline has none. */
  readonly shapes: readonly ComparedShape[];
  readonly exact: readonly ExactDifference[];
  readonly differences: readonly SettingDifference[];
  readonly warnings: readonly Notice[];
}
