import type { AttemptEntry, Bin, LedgerEntry, Microseconds } from '../core/ledger.ts';
import { OUTCOME_KINDS, TIMEOUT_STAGES } from '../core/outcome.ts';
import type { Column } from './columns.ts';
import { FullColumn, NumberColumn, WholeColumn } from './columns.ts';

const BINS = ['completed', 'failed', 'dropped', 'incomplete'] as const satisfies readonly Bin[];

/** A table of columns, one for each name. */
type Table<Name extends string> = readonly { readonly name: Name; readonly column: Column }[];

type ItemNumber = 'item' | 'round' | 'intended_us' | 'due_us' | 'taken_us' | 'done_us';

type AttemptNumber = Exclude<keyof AttemptEntry, 'outcome' | 'stage' | keyof Texts>;

/** Texts of an attempt; few attempts have any. */
type Texts = Pick<AttemptEntry, 'error_type' | 'request_id' | 'message' | 'hedge'>;

/**
 * Rows, one an item with all its attempts.
 *
 * Rows are kept as columns of numbers and made into objects when they are read: hundreds of thousands of small objects
 * that live as long as the run would cost more time in garbage collection than the run itself. 200 000 rows take 15 MB.
 */
export class LedgerRows implements Iterable<LedgerEntry> {
  readonly #item = new FullColumn(new WholeColumn());
  readonly #intended = new FullColumn(new NumberColumn());
  readonly #done = new NumberColumn();
  readonly #itemNumbers: Table<ItemNumber> = [
    { name: 'item', column: this.#item },
    { name: 'round', column: new FullColumn(new WholeColumn()) },
    { name: 'intended_us', column: this.#intended },
    { name: 'due_us', column: new FullColumn(new NumberColumn()) },
    { name: 'taken_us', column: new NumberColumn() },
    { name: 'done_us', column: this.#done },
  ];
  readonly #bins = new FullColumn(new WholeColumn());
  readonly #itemOutcomes = new WholeColumn();
  readonly #attemptCounts = new FullColumn(new WholeColumn());
  readonly #attemptNumbers: Table<AttemptNumber> = [
    { name: 'attempt', column: new FullColumn(new WholeColumn()) },
    { name: 'asked_us', column: new FullColumn(new NumberColumn()) },
    { name: 'sent_us', column: new FullColumn(new NumberColumn()) },
    { name: 'connected_us', column: new NumberColumn() },
    { name: 'headers_us', column: new NumberColumn() },
    { name: 'first_byte_us', column: new NumberColumn() },
    { name: 'first_token_us', column: new NumberColumn() },
    { name: 'first_output_us', column: new NumberColumn() },
    { name: 'last_token_us', column: new NumberColumn() },
    { name: 'longest_stall_us', column: new NumberColumn() },
    { name: 'ended_us', column: new FullColumn(new NumberColumn()) },
    { name: 'status', column: new WholeColumn() },
    { name: 'retry_after_ms', column: new NumberColumn() },
    { name: 'backoff_ms', column: new NumberColumn() },
    { name: 'input_tokens', column: new WholeColumn() },
    { name: 'cache_read_tokens', column: new WholeColumn() },
    { name: 'cache_write_tokens', column: new WholeColumn() },
    { name: 'output_tokens', column: new WholeColumn() },
    { name: 'bytes_in', column: new FullColumn(new NumberColumn()) },
  ];
  readonly #outcomes = new FullColumn(new WholeColumn());
  readonly #stages = new WholeColumn();
  readonly #texts = new Map<number, Texts>();
  #items = 0;
  #attempts = 0;
  #size = 0;

  /** Number of rows. */
  get items(): number {
    return this.#items;
  }

  /** Number of attempts; a row without any counts as 1. */
  get size(): number {
    return this.#size;
  }

  add(entry: LedgerEntry): void {
    const { bin, outcome, attempts } = entry;
    this.#size += sizeOf(entry);
    const row = this.#items++;
    write(this.#itemNumbers, row, entry);
    this.#bins.set(row, BINS.indexOf(bin));
    this.#itemOutcomes.set(row, outcome && OUTCOME_KINDS.indexOf(outcome));
    this.#attemptCounts.set(row, attempts.length);
    for (const attempt of attempts) this.#addAttempt(attempt);
  }

  // What a choice among rows looks at, without making a row.

  itemAt(row: number): number {
    return this.#item.get(row);
  }

  latencyAt(row: number): Microseconds {
    return (this.#done.get(row) ?? 0) - this.#intended.get(row);
  }

  isFailed(row: number): boolean {
    return BINS[this.#bins.get(row)] !== 'completed';
  }

  [Symbol.iterator](): Iterator<LedgerEntry> {
    return this.select(() => true);
  }

  /** The rows that are wanted, in their order. */
  *select(wants: (row: number) => boolean): Generator<LedgerEntry> {
    let next = 0;
    for (let row = 0; row < this.#items; row++) {
      const outcome = this.#itemOutcomes.get(row);
      const first = next;
      next += this.#attemptCounts.get(row);
      if (!wants(row)) continue;
      const entry: Partial<Record<keyof LedgerEntry, unknown>> = read(this.#itemNumbers, row);
      entry.bin = BINS[this.#bins.get(row)];
      if (outcome !== undefined) entry.outcome = OUTCOME_KINDS[outcome];
      entry.attempts = Array.from({ length: next - first }, (_, i) => this.#attemptAt(first + i));
      yield entry as LedgerEntry;
    }
  }

  #addAttempt(attempt: AttemptEntry): void {
    const row = this.#attempts++;
    write(this.#attemptNumbers, row, attempt);
    const { outcome, stage, error_type, request_id, message, hedge } = attempt;
    this.#outcomes.set(row, OUTCOME_KINDS.indexOf(outcome));
    this.#stages.set(row, stage && TIMEOUT_STAGES.indexOf(stage));
    if (request_id !== undefined || message !== undefined || error_type !== undefined || hedge) {
      this.#texts.set(row, { error_type, request_id, message, hedge });
    }
  }

  #attemptAt(row: number): AttemptEntry {
    const entry: Partial<Record<keyof AttemptEntry, unknown>> = read(this.#attemptNumbers, row);
    entry.outcome = OUTCOME_KINDS[this.#outcomes.get(row)];
    const stage = this.#stages.get(row);
    if (stage !== undefined) entry.stage = TIMEOUT_STAGES[stage];
    const texts = this.#texts.get(row);
    if (texts) Object.assign(entry, present(texts));
    return entry as AttemptEntry;
  }
}

/** Number of attempts; a row without any takes room, too. */
export function sizeOf({ attempts }: LedgerEntry): number {
  return Math.max(1, attempts.length);
}

function write<Name extends string>(
  table: Table<Name>,
  row: number,
  entry: Readonly<Partial<Record<Name, number | undefined>>>,
): void {
  for (const { name, column } of table) column.set(row, entry[name]);
}

/** Leaves out what is absent, so that it does not show up in a file. */
function read<Name extends string>(table: Table<Name>, row: number): Partial<Record<Name, number>> {
  const entry: Partial<Record<Name, number>> = {};
  for (const { name, column } of table) {
    const value = column.get(row);
    if (value !== undefined) entry[name] = value;
  }
  return entry;
}

function present<T extends object>(row: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
