import type { Microseconds } from './ledger.ts';
import type { OutcomeKind } from './outcome.ts';
import type { Milliseconds } from './units.ts';

/**
 * Every item of one round with its attempts, in columns: what a picture of single requests is drawn from. Microseconds
 * after the start of the round; items in the order in which the workload gives them. Kept of small workloads only.
 */
export interface RequestLanes {
  /** When each item was due. */
  readonly due_us: readonly Microseconds[];
  readonly attempts: {
    /** Index into `due_us`. */
    readonly item: readonly number[];
    readonly sent_us: readonly Microseconds[];
    readonly ended_us: readonly Microseconds[];
    /** How each ended. */
    readonly outcome: readonly OutcomeKind[];
  };
}

/**
 * How many completed items had which duration when: a grid of equal steps of time by equal factors of duration. Kept of
 * rounds that are long or large enough to change on the way.
 */
export interface LatencyHeat {
  /** What is counted: `call` where all items are due at the start, otherwise `latency`. */
  readonly metric: 'call' | 'latency';
  /** Width of a column: items are counted where they were done. */
  readonly bucket_ms: Milliseconds;
  /** Shortest duration of the lowest row; each row reaches from its lower edge to 2^(1/8) times that. */
  readonly from_ms: Milliseconds;
  /** One entry a column, lowest row first; rows above the last one that is not 0 are left out. */
  readonly columns: readonly (readonly number[])[];
}
