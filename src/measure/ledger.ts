import type { LedgerEntry } from '../core/ledger.ts';

/** Attempts whose rows are kept; beyond, counters and histograms go on and rows are left out. A row without counts as 1. */
const MOST_ATTEMPTS = 200_000;

/** The rows of one strategy, one an item with all its attempts, in the order in which they settled. Bounded. */
export class Ledger {
  readonly #entries: LedgerEntry[] = [];
  #attempts = 0;
  #omitted = 0;

  /** Rows in the order in which their items settled. */
  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  /** Items whose rows were left out. */
  get omitted(): number {
    return this.#omitted;
  }

  add(entry: LedgerEntry): void {
    const attempts = Math.max(1, entry.attempts.length);
    if (this.#attempts + attempts > MOST_ATTEMPTS) {
      this.#omitted++;
      return;
    }
    this.#attempts += attempts;
    this.#entries.push(entry);
  }
}
