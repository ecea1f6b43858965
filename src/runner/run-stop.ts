import type { Microseconds } from '../core/ledger.ts';

/** Why a strategy's run was ended before its items were. */
export interface Stop {
  /**
   * `abort`: the strategy gave up, its items failed. `cut`: the run was interrupted, they are incomplete. `expired`: its
   * time was up, and they are, too.
   */
  readonly kind: 'abort' | 'cut' | 'expired';
  readonly reason: string;
  readonly at: Microseconds;
}

/** The reason of a run that may not spend more. */
export const UNPAID = 'maxCost was reached';

/** Whether a strategy's run was stopped, and why. */
export class RunStop {
  readonly #told = new AbortController();
  #first: Stop | undefined;

  /** Nothing starts after it. */
  get first(): Stop | undefined {
    return this.#first;
  }

  /** Aborts when those who wait are told. */
  get signal(): AbortSignal {
    return this.#told.signal;
  }

  /** The first stop counts. @returns whether it is this one */
  note(stop: Stop): boolean {
    if (this.#first) return false;
    this.#first = stop;
    return true;
  }

  /** Wakes those who wait. */
  tell(reason: string): void {
    this.#told.abort(new Error(reason));
  }
}
