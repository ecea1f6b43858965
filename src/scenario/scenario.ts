import type { Thresholds } from '../core/threshold.ts';
import type { Duration } from '../core/units.ts';
import type { AssertFunction, TaskFunction } from '../core/user-code.ts';
import type * as strategyBuilders from '../dispatch/strategies/index.ts';
import type * as loadBuilders from './arrivals/index.ts';
import type { CustomInput } from './custom.ts';
import type { ExpectInput } from './expect/schema.ts';
import type { OverflowOptions } from './phases.ts';
import type { PricesInput } from './prices/schema.ts';
import type { RetryOptions } from './retry.ts';
import type { SloInput } from './slo.ts';
import type { TargetInput } from './target/schema.ts';
import type { TimeoutOptions } from './timeouts.ts';
import type { WorkloadInput } from './workload/schema.ts';

type Builders = typeof strategyBuilders;
type Loads = typeof loadBuilders;

/** What a strategy may have of its own instead of the scenario's: `{ ...semaphore(), retry: retry.none() }`. */
export interface OwnPolicies {
  readonly retry?: RetryOptions;
  readonly timeouts?: TimeoutOptions;
}

/** A strategy with its options: `semaphore({ size: 5 })` or `{ kind: 'semaphore', size: 5 }`. */
export type StrategyInput = {
  [K in keyof Builders]: Builders[K] extends (...options: never) => infer I ? I : never;
}[keyof Builders];

/** An open load: `poisson({ perSecond: 10 })` or `{ kind: 'poisson', perSecond: 10 }`. */
export type ArrivalsInput = {
  [K in keyof Loads]: Loads[K] extends (...options: never) => infer I ? I : never;
}[keyof Loads];

/** What to ask, of whom, and which strategies to compare. */
export interface Scenario {
  /** Letters, digits and dashes. @default the file's name */
  readonly name?: string;
  /** The question that the scenario answers, in one sentence. */
  readonly question?: string;
  /**
   * For a question that virtual time cannot answer, such as what blocking code costs: `--clock virtual` is refused.
   *
   * @default either clock
   */
  readonly clock?: 'real';
  /** Every random draw of a run follows from it. @default 1 */
  readonly seed?: number;
  readonly target: TargetInput;
  readonly workload: WorkloadInput;
  /**
   * When items become due: an open load, such as `poisson({ perSecond: 10, duration: '1h' })`.
   *
   * @default all of them at the start
   */
  readonly load?: ArrivalsInput;
  /**
   * So many items of the workload's beginning are run first, by the same strategy, and not measured: they open connections
   * and warm caches. @default none
   */
  readonly warmUp?: number;
  /** When a round takes up no further item. @default never */
  readonly maxDuration?: Duration;
  /**
   * How long items may still end after that, or after the last arrival; then they are cut off and count as incomplete.
   *
   * @default 30 s for a load that ends by the clock (`duration`, `maxDuration`); no limit for one that ends with its items
   */
  readonly drainTimeout?: Duration;
  /**
   * What becomes of an item of an open load that finds more than `waiting` others not yet pulled: it queues, is dropped, or
   * ends the run. @default it queues
   */
  readonly overflow?: OverflowOptions;
  /** @default retry(): up to 10 retries with full jitter, Retry-After obeyed */
  readonly retry?: RetryOptions;
  /** Deadlines of one attempt. @default connect 10 s, total 600 s */
  readonly timeouts?: TimeoutOptions;
  /**
   * Goodput counts the answers that kept all of these limits: `{ ttft: '200ms', latency: '2s' }`.
   *
   * @default no limits, and no goodput
   */
  readonly slo?: SloInput;
  /**
   * What models cost, instead of the list that the package brings along: a price list, or the path of a JSON file that holds
   * one. Models that it does not name keep their prices.
   *
   * @default the package's own list, `llm-bench/prices.json`
   */
  readonly prices?: PricesInput;
  /**
   * What the whole run may cost, in US dollars. It ends before it costs more: no attempt starts whose worst, beside the worst
   * of those in flight, would pass it. `--max-cost` wins. Needs a price of the model. @default anything
   */
  readonly maxCost?: number;
  /**
   * Makes a task of each item: several calls, one answer. Its calls go to the strategy's slots when those hold attempts;
   * slots that hold items hold whole tasks.
   *
   * @default one call with the item's prompt
   */
  readonly task?: TaskFunction;
  /** What every answer must be like; one that is not counts as `invalid-output`. @default anything */
  readonly expect?: ExpectInput;
  /** Strategies under names of one's own, run in this order; each may have a `retry` and `timeouts` of its own. */
  readonly strategies: Readonly<Record<string, (StrategyInput | CustomInput) & OwnPolicies>>;
  /**
   * Limits that every strategy must keep; a selector narrows one to some strategies. A metric without data fails.
   *
   * @default none
   */
  readonly thresholds?: Thresholds;
  /** Says in code what a threshold cannot, such as a ratio of two strategies. @default none */
  readonly assert?: AssertFunction;
}

/** Declares a scenario: gives its object the types, and changes nothing. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
