import type { AttemptEntry, Bin, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { OutcomeKind } from '../core/outcome.ts';
import { OUTCOME_KINDS, TIMEOUT_STAGES } from '../core/outcome.ts';
import type { RequestLanes } from '../core/pictures.ts';
import type { Column } from './columns.ts';
import { FullColumn, NumberColumn, WholeColumn } from './columns.ts';
import { TextColumn } from './text-column.ts';

const BINS = ['completed', 'failed', 'dropped', 'incomplete'] as const satisfies readonly Bin[];

/** Texts of an attempt; few attempts have any. */
type Texts = Pick<AttemptEntry, 'error_type' | 'message' | 'hedge'>;

/** A column for each number of an item. */
const itemColumns = () => ({
  item: new FullColumn(new WholeColumn()),
  round: new FullColumn(new WholeColumn()),
  intended_us: new FullColumn(new NumberColumn()),
  due_us: new FullColumn(new NumberColumn()),
  taken_us: new NumberColumn(),
  done_us: new NumberColumn(),
});

/** A column for each number of an attempt. */
const attemptColumns = () => ({
  attempt: new FullColumn(new WholeColumn()),
  asked_us: new FullColumn(new NumberColumn()),
  sent_us: new FullColumn(new NumberColumn()),
  connected_us: new NumberColumn(),
  headers_us: new NumberColumn(),
  first_byte_us: new NumberColumn(),
  first_token_us: new NumberColumn(),
  first_output_us: new NumberColumn(),
  last_token_us: new NumberColumn(),
  longest_stall_us: new NumberColumn(),
  ended_us: new FullColumn(new NumberColumn()),
  status: new WholeColumn(),
  retry_after_ms: new NumberColumn(),
  backoff_ms: new NumberColumn(),
  input_tokens: new WholeColumn(),
  cache_read_tokens: new WholeColumn(),
  cache_write_tokens: new WholeColumn(),
  output_tokens: new WholeColumn(),
  bytes_in: new FullColumn(new NumberColumn()),
});

/**
 * Rows, one an item with all its attempts.
 *
 * Rows are kept as columns of numbers and made into objects when they are read: hundreds of thousands of small objects
 * that live as long as the run would cost more time in garbage collection than the run itself. 200 000 rows take 18 MB, texts included.
 * They are written field by field, because a loop over the names costs twice as much (measured).
 */
export class LedgerRows implements Iterable<LedgerEntry> {
  readonly #itemNumbers = itemColumns();
  readonly #bins = new FullColumn(new WholeColumn());
  readonly #itemOutcomes = new WholeColumn();
  readonly #attemptCounts = new FullColumn(new WholeColumn());
  readonly #attemptNumbers = attemptColumns();
  readonly #outcomes = new FullColumn(new WholeColumn());
  readonly #stages = new WholeColumn();
  /** Every attempt over sockets has one. */
  readonly #requestIds = new TextColumn();
  #texts = new Map<number, Texts>();
  #messages = new Map<number, string>();
  #items = 0;
  #attempts = 0;
  #size = 0;

  /** Number of rows. */
  get items(): number {
    return this.#items;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** Number of attempts; a row without any counts as 1. */
  get size(): number {
    return this.#size;
  }

  add(entry: LedgerEntry): void {
    const { bin, outcome, message, attempts } = entry;
    this.#size += sizeOf(entry);
    const row = this.#items++;
    const numbers = this.#itemNumbers;
    numbers.item.set(row, entry.item);
    numbers.round.set(row, entry.round);
    numbers.intended_us.set(row, entry.intended_us);
    numbers.due_us.set(row, entry.due_us);
    numbers.taken_us.set(row, entry.taken_us);
    numbers.done_us.set(row, entry.done_us);
    this.#bins.set(row, BINS.indexOf(bin));
    this.#itemOutcomes.set(row, outcome && OUTCOME_KINDS.indexOf(outcome));
    this.#attemptCounts.set(row, attempts.length);
    if (message !== undefined) this.#messages.set(row, message);
    for (const attempt of attempts) this.#addAttempt(attempt);
  }

  /** Drops all rows but those that are wanted. */
  keep(wants: (row: number) => boolean): void {
    const rows = new Uint32Array(this.#items);
    const attempts = new Uint32Array(this.#attempts);
    let [items, kept, size, next] = [0, 0, 0, 0];
    for (let row = 0; row < this.#items; row++) {
      const count = this.#attemptCounts.get(row);
      if (wants(row)) {
        rows[items++] = row;
        size += Math.max(1, count);
        for (let i = 0; i < count; i++) attempts[kept++] = next + i;
      }
      next += count;
    }
    this.#keepRows(rows.subarray(0, items), attempts.subarray(0, kept));
    this.#size = size;
  }

  #keepRows(items: Uint32Array, attempts: Uint32Array): void {
    const ofItems = [this.#bins, this.#itemOutcomes, this.#attemptCounts];
    for (const column of [...ofItems, ...Object.values(this.#itemNumbers)]) column.keep(items);
    const ofAttempts = [this.#outcomes, this.#stages];
    for (const column of [...ofAttempts, ...Object.values(this.#attemptNumbers)]) {
      column.keep(attempts);
    }
    this.#requestIds.keep(attempts);
    this.#texts = kept(this.#texts, attempts);
    this.#messages = kept(this.#messages, items);
    this.#items = items.length;
    this.#attempts = attempts.length;
  }

  // What a choice among rows looks at, without making a row.

  itemAt(row: number): number {
    return this.#itemNumbers.item.get(row);
  }

  latencyAt(row: number): Microseconds {
    const { done_us, intended_us } = this.#itemNumbers;
    return (done_us.get(row) ?? 0) - intended_us.get(row);
  }

  sincePulledAt(row: number): Microseconds {
    const { done_us, taken_us, intended_us } = this.#itemNumbers;
    return (done_us.get(row) ?? 0) - (taken_us.get(row) ?? intended_us.get(row));
  }

  isFailed(row: number): boolean {
    return BINS[this.#bins.get(row)] !== 'completed';
  }

  /** The columns that a picture of single requests is drawn from, items in their own order. */
  toLanes(): RequestLanes {
    const { item: numberOf, due_us } = this.#itemNumbers;
    const { sent_us, ended_us } = this.#attemptNumbers;
    const first: number[] = [];
    let next = 0;
    for (let row = 0; row < this.#items; row++) {
      first.push(next);
      next += this.#attemptCounts.get(row);
    }
    first.push(next);
    const rows = Array.from({ length: this.#items }, (_, row) => row);
    rows.sort((a, b) => numberOf.get(a) - numberOf.get(b));
    const item: number[] = [];
    const attempts: number[] = [];
    for (const [place, row] of rows.entries()) {
      const end = first[row + 1] ?? next;
      for (let attempt = first[row] ?? next; attempt < end; attempt++) {
        item.push(place);
        attempts.push(attempt);
      }
    }
    return {
      due_us: rows.map((row) => due_us.get(row)),
      attempts: {
        item,
        sent_us: attempts.map((attempt) => sent_us.get(attempt)),
        ended_us: attempts.map((attempt) => ended_us.get(attempt)),
        outcome: attempts.map((attempt) => this.#outcomeOf(attempt)),
      },
    };
  }

  [Symbol.iterator](): Iterator<LedgerEntry> {
    return this.select(() => true);
  }

  /** The rows that are wanted, in their order. */
  *select(wants: (row: number) => boolean): Generator<LedgerEntry> {
    const ofItem = filled(this.#itemNumbers);
    const ofAttempt = filled(this.#attemptNumbers);
    let next = 0;
    for (let row = 0; row < this.#items; row++) {
      const outcome = this.#itemOutcomes.get(row);
      const first = next;
      next += this.#attemptCounts.get(row);
      if (!wants(row)) continue;
      const entry: Partial<Record<keyof LedgerEntry, unknown>> = read(ofItem, row);
      entry.bin = BINS[this.#bins.get(row)];
      if (outcome !== undefined) entry.outcome = OUTCOME_KINDS[outcome];
      const message = this.#messages.get(row);
      if (message !== undefined) entry.message = message;
      entry.attempts = Array.from({ length: next - first }, (_, i) =>
        this.#attemptAt(first + i, ofAttempt),
      );
      yield entry as LedgerEntry;
    }
  }

  #addAttempt(attempt: AttemptEntry): void {
    const row = this.#attempts++;
    const numbers = this.#attemptNumbers;
    numbers.attempt.set(row, attempt.attempt);
    numbers.asked_us.set(row, attempt.asked_us);
    numbers.sent_us.set(row, attempt.sent_us);
    numbers.connected_us.set(row, attempt.connected_us);
    numbers.headers_us.set(row, attempt.headers_us);
    numbers.first_byte_us.set(row, attempt.first_byte_us);
    numbers.first_token_us.set(row, attempt.first_token_us);
    numbers.first_output_us.set(row, attempt.first_output_us);
    numbers.last_token_us.set(row, attempt.last_token_us);
    numbers.longest_stall_us.set(row, attempt.longest_stall_us);
    numbers.ended_us.set(row, attempt.ended_us);
    numbers.status.set(row, attempt.status);
    numbers.retry_after_ms.set(row, attempt.retry_after_ms);
    numbers.backoff_ms.set(row, attempt.backoff_ms);
    numbers.input_tokens.set(row, attempt.input_tokens);
    numbers.cache_read_tokens.set(row, attempt.cache_read_tokens);
    numbers.cache_write_tokens.set(row, attempt.cache_write_tokens);
    numbers.output_tokens.set(row, attempt.output_tokens);
    numbers.bytes_in.set(row, attempt.bytes_in);
    const { outcome, stage, error_type, request_id, message, hedge } = attempt;
    this.#outcomes.set(row, OUTCOME_KINDS.indexOf(outcome));
    this.#stages.set(row, stage && TIMEOUT_STAGES.indexOf(stage));
    this.#requestIds.set(row, request_id);
    if (message !== undefined || error_type !== undefined || hedge) {
      this.#texts.set(row, { error_type, message, hedge });
    }
  }

  #outcomeOf(attempt: number): OutcomeKind {
    return OUTCOME_KINDS[this.#outcomes.get(attempt)] as OutcomeKind;
  }

  #attemptAt(row: number, columns: FilledColumns<keyof AttemptEntry>): AttemptEntry {
    const entry: Partial<Record<keyof AttemptEntry, unknown>> = read(columns, row);
    entry.outcome = this.#outcomeOf(row);
    const stage = this.#stages.get(row);
    if (stage !== undefined) entry.stage = TIMEOUT_STAGES[stage];
    const requestId = this.#requestIds.get(row);
    if (requestId !== undefined) entry.request_id = requestId;
    const texts = this.#texts.get(row);
    if (texts) Object.assign(entry, present(texts));
    return entry as AttemptEntry;
  }
}

/** What was said of the rows that stay, by their new numbers. */
function kept<T>(said: ReadonlyMap<number, T>, rows: Uint32Array): Map<number, T> {
  const others = new Map<number, T>();
  if (said.size === 0) return others;
  for (const [row, before] of rows.entries()) {
    const value = said.get(before);
    if (value !== undefined) others.set(row, value);
  }
  return others;
}

/** Number of attempts; a row without any takes room, too. */
export function sizeOf({ attempts }: LedgerEntry): number {
  return Math.max(1, attempts.length);
}

/** Columns that have values. Of a simulated attempt they are less than half. */
type FilledColumns<Name extends string> = readonly (readonly [Name, Column])[];

function filled<Name extends string>(columns: Readonly<Record<Name, Column>>): FilledColumns<Name> {
  const all = Object.entries(columns) as [Name, Column][];
  return all.filter(([, { isEmpty }]) => !isEmpty);
}

/** Leaves out what is absent, so that it does not show up in a file. */
function read<Name extends string>(
  columns: FilledColumns<Name>,
  row: number,
): Partial<Record<Name, number>> {
  const entry: Partial<Record<Name, number>> = {};
  for (const [name, column] of columns) {
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
