import type { Environment } from './run-result.ts';

/** One strategy, as later runs are held against it. */
export interface BaselineStrategy {
  /** Items of one round. */
  readonly items: number;
  /** One value for each of the seeds: `makespan_ms`, `latency_p95_ms`, `errors`; null = never answered. */
  readonly per_round: { readonly [metric: string]: readonly (number | null)[] };
  /** The percentiles again, of all rounds merged. */
  readonly merged: { readonly [metric: string]: number | null };
  /** Figures that are the same in every run of the same work: `attempts`, `tokens_output`, `fingerprint`. */
  readonly exact: { readonly [figure: string]: number | string };
}

/** What is kept of a run so that later ones can be compared with it. Readers must refuse a `schemaVersion` they do not know. */
export interface Baseline {
  readonly schemaVersion: 1;
  readonly kind: 'baseline';
  readonly scenario: string;
  /** Wall time of the run's start, RFC 3339. */
  readonly started_at: string;
  /** Of everything that makes the question: equal hashes, comparable runs. */
  readonly plan_hash: string;
  readonly clock: 'real' | 'virtual';
  readonly target: 'mock' | 'api';
  /** One a round. */
  readonly seeds: readonly number[];
  readonly machine: Environment;
  /** By the user's names for them. */
  readonly strategies: { readonly [name: string]: BaselineStrategy };
  /** Standard deviation of a metric's log ratios in pairs of equal rounds on this machine, as `bench noise` measured it. */
  readonly noise?: { readonly [metric: string]: number };
}
