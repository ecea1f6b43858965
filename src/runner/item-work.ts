import type { AttemptEntry, Microseconds } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';

/** How an item came to its job. */
export interface Pulled {
  readonly intended: Microseconds;
  readonly due: Microseconds;
  readonly taken: Microseconds;
}

/** What has been done for an item so far. */
export interface ItemWork {
  readonly pulled: Pulled;
  /** In the order in which they ended. */
  readonly attempts: AttemptEntry[];
  /** Attempts that were given a number. */
  started: number;
  /** Held open by the user's own code: a sequence of attempts does not settle it. */
  readonly open: boolean;
  /** What the item has come to. */
  outcome: Outcome | undefined;
  /** Attempts overlapped: they did not end in the order of their numbers. */
  overlapped: boolean;
  /** When a task was done; otherwise an item is done when its last attempt is. */
  done?: Microseconds;
}

export function beginWork(pulled: Pulled, open: boolean): ItemWork {
  return { pulled, attempts: [], started: 0, open, overlapped: open, outcome: undefined };
}
