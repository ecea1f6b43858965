import type { Batches } from './batches.ts';
import type { Clock } from './clock.ts';
import type { Item } from './item.ts';
import type { AttemptListener, Jobs } from './job.ts';
import type { Rng } from './rng.ts';
import type { LimitTrace } from './run-result.ts';

/** What a strategy may use besides its jobs. */
export interface StrategyContext {
  readonly clock: Clock;
  readonly rng: Rng;
  /** Aborts when the run is to stop: start nothing after it. */
  readonly signal: AbortSignal;
  /** Aborts when no further item may begin, though those under way go on. Absent: never. */
  readonly noMore?: AbortSignal;
  /** The target's batch API; absent for strategies that do not need it. */
  readonly batches?: Batches | undefined;
  /** Output tokens that an item's answer will have, which only a mock server can tell; absent for a real API. */
  readonly foretell?: ((item: Item) => number) | undefined;
  /** Notes the limit that is in force from now on, where the strategy sets it itself. It is only shown. */
  traceLimit(limit: number, unit: LimitTrace['unit']): void;
  /** Calls the listener at each attempt's end, before the decision to retry. */
  observe(listener: AttemptListener): void;
  /**
   * Ends this strategy's attempts as `cancelled` and stops the pulling. Takes effect as an event at the same instant, so
   * that all failures of one instant are seen.
   */
  abort(reason: string): void;
}

/** Decides only when jobs start. It never measures, never retries and never sees a provider. */
export interface Strategy {
  /** Resolves when every job that it pulled has settled. */
  run(jobs: Jobs, context: StrategyContext): Promise<void>;
}
