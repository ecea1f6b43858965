import type { StrategyPlan } from '../../core/plan.ts';
import type { MeasuredRow } from '../../measure/row-replay.ts';
import type { LiveProgress } from '../run-strategy.ts';
import type { ShardOutput } from './merge-shards.ts';

/** Threads that send and measure beside each other. */
export interface Crew {
  /** Number of threads. */
  readonly size: number;
  /** @param parts one a thread, of those that are needed */
  open(parts: readonly StrategyPlan[], round: number): CrewRound;
}

/** A round that several threads share. */
export interface CrewRound {
  /** Opens their connections. */
  prepare(): Promise<void>;
  /** Runs the items that nobody measures. */
  warmUp(): Promise<void>;
  /** All start at once. Rejects with a bug of ours only; a thread that ends early is counted. */
  measure(onRow: (row: MeasuredRow) => void): Promise<CrewOutput>;
  progress(): LiveProgress;
  /** Takes up no further item. */
  endLoad(): void;
}

export interface CrewOutput {
  readonly shards: readonly ShardOutput[];
  /** Threads that ended before their work did. */
  readonly lost: number;
}
