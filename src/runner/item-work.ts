import type { Item } from '../core/item.ts';
import type { Around, Hedge, Settled } from '../core/job.ts';
import type { AttemptEntry, Microseconds } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';
import type { OpenableJob, OpenJob } from './open-job.ts';

/** How an item came to its job. */
interface Pulled {
  readonly intended: Microseconds;
  readonly due: Microseconds;
  readonly taken: Microseconds;
}

/** Does the work of a run's jobs. */
export interface ItemRunner {
  run(work: ItemWork, around?: Around, hedge?: Hedge): Promise<Settled>;
  hold(work: ItemWork): OpenJob;
}

const NONE: readonly AttemptEntry[] = [];

/**
 * An item that was pulled: its job, and what has been done for it so far. One object for both, because a simulated run
 * makes hundreds of thousands a second.
 */
export class ItemWork implements OpenableJob {
  readonly item: Item;
  readonly intended: Microseconds;
  readonly due: Microseconds;
  readonly taken: Microseconds;
  /** Attempts that were given a number. */
  started = 0;
  /** Its slot is its own between attempts. */
  keepsSlot = false;
  /** In the hands of the user's own code: a sequence of attempts does not settle it. */
  held = false;
  /** What the item has come to. */
  outcome: Outcome | undefined;
  /** Attempts overlapped: they did not end in the order of their numbers. */
  overlapped = false;
  /** When a task was done; otherwise an item is done when its last attempt is. */
  done: Microseconds | undefined;
  readonly #runner: ItemRunner;
  #attempts: AttemptEntry[] | undefined;

  constructor(item: Item, { intended, due, taken }: Pulled, runner: ItemRunner) {
    this.item = item;
    this.intended = intended;
    this.due = due;
    this.taken = taken;
    this.#runner = runner;
  }

  /** In the order in which they ended. */
  get attempts(): readonly AttemptEntry[] {
    return this.#attempts ?? NONE;
  }

  add(attempt: AttemptEntry): void {
    // Most items have one attempt, and an empty array that grows takes room for seventeen.
    if (this.#attempts) this.#attempts.push(attempt);
    else this.#attempts = [attempt];
  }

  run(around?: Around, hedge?: Hedge): Promise<Settled> {
    return this.#runner.run(this, around, hedge);
  }

  open(): OpenJob {
    return this.#runner.hold(this);
  }
}
