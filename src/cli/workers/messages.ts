import type { StrategyPlan } from '../../core/plan.ts';
import type { MeasuredRow } from '../../measure/row-replay.ts';
import type { LiveProgress } from '../../runner/run-strategy.ts';
import type { ShardOutput } from '../../runner/shards/merge-shards.ts';
import type { Address } from '../real-stage.ts';
import type { SessionRequest } from '../session.ts';
import type { PlainError } from '../virtual/messages.ts';

/** What a thread of a crew knows from its start. */
export interface ShardSetting {
  readonly request: SessionRequest;
  readonly address: Address;
}

/** What a thread is told. It answers each but `stop` and `end-load` by `done`. */
export type ToShard =
  | {
      readonly type: 'prepare';
      /** Its part of the strategy. */
      readonly strategy: StrategyPlan;
      readonly round: number;
      /** Which of the workload's items are its own: each `of`-th, from `index` on. */
      readonly index: number;
      readonly of: number;
    }
  | { readonly type: 'warm-up' }
  | { readonly type: 'measure' }
  /** Take up no further item. */
  | { readonly type: 'end-load' }
  /** End what is under way, and say what was measured. */
  | { readonly type: 'stop' };

/** What a thread tells. */
export type FromShard =
  | { readonly type: 'done'; readonly output?: ShardOutput }
  | { readonly type: 'rows'; readonly rows: readonly MeasuredRow[] }
  | { readonly type: 'progress'; readonly progress: LiveProgress }
  | { readonly type: 'failed'; readonly error: PlainError };
