import type { AttemptEntry, Bin, LedgerEntry } from '../core/ledger.ts';
import type { TimeoutStage } from '../core/outcome.ts';
import { OUTCOME_KINDS } from '../core/outcome.ts';
import { Columns } from './columns.ts';

/** Attempts whose rows are kept; beyond, counters and histograms go on and rows are left out. A row without counts as 1. */
const MOST_ATTEMPTS = 200_000;

const BINS = ['completed', 'failed', 'dropped', 'incomplete'] as const satisfies readonly Bin[];
const STAGES = [
  'connect',
  'headers',
  'first-token',
  'idle',
  'total',
] as const satisfies readonly TimeoutStage[];

/** Fields of an attempt that are numbers, in the order of their columns. */
const NUMBERS = [
  'attempt',
  'asked_us',
  'sent_us',
  'connected_us',
  'headers_us',
  'first_byte_us',
  'first_token_us',
  'first_output_us',
  'last_token_us',
  'longest_stall_us',
  'ended_us',
  'status',
  'retry_after_ms',
  'backoff_ms',
  'input_tokens',
  'output_tokens',
  'bytes_in',
] as const satisfies readonly (keyof AttemptEntry)[];
const OUTCOME = NUMBERS.length;
const STAGE = OUTCOME + 1;

/** Texts of an attempt; few attempts have any. */
type Texts = Pick<AttemptEntry, 'error_type' | 'request_id' | 'message'>;

/**
 * The rows of one strategy, one an item with all its attempts, in the order in which they settled. Bounded.
 *
 * Rows are kept as columns of numbers and made into objects when they are read: hundreds of thousands of small objects
 * that live as long as the run would cost more time in garbage collection than the run itself.
 */
export class Ledger implements Iterable<LedgerEntry> {
  readonly #items = new Columns(8);
  readonly #attempts = new Columns(STAGE + 1);
  readonly #texts = new Map<number, Texts>();
  #counted = 0;
  #omitted = 0;

  /** Items whose rows were left out. */
  get omitted(): number {
    return this.#omitted;
  }

  add(entry: LedgerEntry): void {
    const attempts = Math.max(1, entry.attempts.length);
    if (this.#counted + attempts > MOST_ATTEMPTS) {
      this.#omitted++;
      return;
    }
    this.#counted += attempts;
    const { item, round, intended_us, due_us, taken_us, done_us, bin, outcome } = entry;
    const row = this.#items.addRow();
    this.#items.set(row, 0, item);
    this.#items.set(row, 1, round);
    this.#items.set(row, 2, intended_us);
    this.#items.set(row, 3, due_us);
    this.#items.set(row, 4, taken_us);
    this.#items.set(row, 5, done_us);
    this.#items.set(row, 6, BINS.indexOf(bin) + BINS.length * entry.attempts.length);
    this.#items.set(row, 7, outcome && OUTCOME_KINDS.indexOf(outcome));
    for (const attempt of entry.attempts) this.#addAttempt(attempt);
  }

  *[Symbol.iterator](): Iterator<LedgerEntry> {
    let next = 0;
    for (let row = 0; row < this.#items.rows; row++) {
      const get = (column: number) => this.#items.get(row, column);
      const packed = get(6) ?? 0;
      const attempts = Math.floor(packed / BINS.length);
      const outcome = get(7);
      yield present<LedgerEntry>({
        item: get(0) ?? 0,
        round: get(1) ?? 0,
        intended_us: get(2) ?? 0,
        due_us: get(3) ?? 0,
        taken_us: get(4),
        done_us: get(5),
        bin: BINS[packed % BINS.length] ?? 'dropped',
        outcome: outcome === undefined ? undefined : OUTCOME_KINDS[outcome],
        attempts: Array.from({ length: attempts }, (_, i) => this.#attemptAt(next + i)),
      });
      next += attempts;
    }
  }

  #addAttempt(attempt: AttemptEntry): void {
    const row = this.#attempts.addRow();
    for (let column = 0; column < OUTCOME; column++) {
      this.#attempts.set(row, column, attempt[NUMBERS[column] as (typeof NUMBERS)[number]]);
    }
    const { outcome, stage, error_type, request_id, message } = attempt;
    this.#attempts.set(row, OUTCOME, OUTCOME_KINDS.indexOf(outcome));
    this.#attempts.set(row, STAGE, stage && STAGES.indexOf(stage));
    if (error_type !== undefined || request_id !== undefined || message !== undefined) {
      this.#texts.set(row, { error_type, request_id, message });
    }
  }

  #attemptAt(row: number): AttemptEntry {
    const numbers = Object.fromEntries(
      NUMBERS.map((name, column) => [name, this.#attempts.get(row, column)]),
    ) as Record<(typeof NUMBERS)[number], number>;
    const stage = this.#attempts.get(row, STAGE);
    return present<AttemptEntry>({
      ...numbers,
      outcome: OUTCOME_KINDS[this.#attempts.get(row, OUTCOME) ?? 0] ?? 'ok',
      stage: stage === undefined ? undefined : STAGES[stage],
      ...this.#texts.get(row),
    });
  }
}

/** Leaves out what is absent, so that it does not show up in a file. */
function present<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as T;
}
