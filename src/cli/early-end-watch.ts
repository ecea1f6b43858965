import type { EarlyEnd } from '../analyze/thresholds/early-end.ts';
import type { StrategyPlan } from '../core/plan.ts';
import type { Milliseconds } from '../core/units.ts';
import type { LiveRun } from '../runner/run-strategy.ts';

/** Of the run's clock. */
const EVERY = 1_000;

/**
 * Looks at a round once a second of its clock, when an item ends. Not on a timer: where nothing ends, nothing changes, and in
 * virtual time a timer that never ends would hide a standstill.
 */
export class EarlyEndWatch {
  readonly #end: EarlyEnd;
  #run: LiveRun | undefined;
  #next: Milliseconds = EVERY;

  constructor(end: EarlyEnd) {
    this.#end = end;
  }

  started(run: LiveRun): void {
    this.#run = run;
    this.#next = EVERY;
  }

  /** An item of the strategy ended. */
  settled({ name }: StrategyPlan): void {
    if (!this.#end.watches || !this.#run) return;
    const elapsed = this.#run.elapsed();
    if (elapsed < this.#next) return;
    this.#next = (Math.floor(elapsed / EVERY) + 1) * EVERY;
    if (this.#end.look(name, this.#run.soFar(this.#end.reads), elapsed)) this.#run.endLoad();
  }
}
