import type { LedgerEntry } from '../core/ledger.ts';
import type { Metrics, ServerTruth } from '../core/run-result.ts';
import type { Truth, TruthRow } from '../core/truth.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';
import { NumberColumn, WholeColumn } from '../measure/columns.ts';

/** Two clocks that are read one after the other: what the server calls longer by less than this is no contradiction. */
const CLOCK_ERROR: Milliseconds = 1;

/** Holds what the mock server saw of a strategy against what the client measured. */
export async function crossCheck(
  truth: Truth,
  metrics: Metrics,
  rows: Iterable<LedgerEntry>,
): Promise<ServerTruth> {
  const server = new ServerRows();
  for await (const row of truth.rows) server.add(row);
  return {
    requests: truth.requests,
    peak_in_flight: truth.peakInFlight,
    hidden_attempts: truth.requests - metrics.attempts.total,
    ...(server.size > 0 && compareRows(server, rows)),
  };
}

/** Attempt by attempt, those that both know. */
function compareRows(serverRows: ServerRows, rows: Iterable<LedgerEntry>): Partial<ServerTruth> {
  const overheads: Milliseconds[] = [];
  const statuses = new Comparison();
  const tokens = new Comparison();
  for (const { item, attempts } of rows) {
    for (const attempt of attempts) {
      const server = serverRows.find(item, attempt.attempt);
      if (!server) continue;
      // A client that gave up knows of no status, and a server that was given up sent none.
      statuses.add(attempt.status, server.status || undefined);
      if (attempt.outcome !== 'ok') continue;
      tokens.add(attempt.output_tokens, server.outputTokens);
      overheads.push((attempt.ended_us - attempt.sent_us) / 1_000 - server.duration);
    }
  }
  return {
    ...(statuses.made && { statuses_differ: statuses.differ }),
    ...(tokens.made && { tokens_differ: tokens.differ }),
    ...overheadFigures(overheads),
  };
}

/** More attempts than an item ever has. */
const ATTEMPTS = 2 ** 20;

/**
 * The server's rows by item and attempt. In columns, because a hundred thousand of them are read while the run's own are in
 * memory: as a map of objects they take 20 MB, and so 3.
 */
class ServerRows {
  readonly #names = new NumberColumn();
  readonly #durations = new NumberColumn();
  readonly #statuses = new WholeColumn();
  readonly #outputTokens = new WholeColumn();
  #size = 0;
  /** Rows by rising name, once all are there. */
  #sorted: Uint32Array | undefined;

  get size(): number {
    return this.#size;
  }

  add({ item, attempt, duration, status, outputTokens }: TruthRow): void {
    const row = this.#size++;
    this.#names.set(row, nameOf(item, attempt));
    this.#durations.set(row, duration);
    this.#statuses.set(row, status);
    this.#outputTokens.set(row, outputTokens);
  }

  /** Requests of a client of the user's own may share a name: those cannot be told apart and are left out. */
  find(item: number, attempt: number): Omit<TruthRow, 'item' | 'attempt'> | undefined {
    const name = nameOf(item, attempt);
    const place = this.#firstFrom(name);
    if (this.#nameAt(place) !== name || this.#nameAt(place + 1) === name) return undefined;
    const row = this.#rows[place] ?? 0;
    return {
      duration: this.#durations.get(row) ?? 0,
      status: this.#statuses.get(row) ?? 0,
      outputTokens: this.#outputTokens.get(row) ?? 0,
    };
  }

  get #rows(): Uint32Array {
    const at = (row: number) => this.#names.get(row) ?? 0;
    this.#sorted ??= Uint32Array.from({ length: this.#size }, (_, row) => row).sort(
      (a, b) => at(a) - at(b),
    );
    return this.#sorted;
  }

  #nameAt(place: number): number {
    return this.#names.get(this.#rows[place] ?? this.#size) ?? Number.POSITIVE_INFINITY;
  }

  /** The place of the first row with that name, or a greater one. */
  #firstFrom(name: number): number {
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#nameAt(middle) < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function nameOf(item: number, attempt: number): number {
  return item * ATTEMPTS + attempt;
}

/** Replies about which both tell something, and those of them about which they tell different things. */
class Comparison {
  made = false;
  differ = 0;

  add(client: number | undefined, server: number | undefined): void {
    if (client === undefined || server === undefined) return;
    this.made = true;
    if (client !== server) this.differ++;
  }
}

function overheadFigures(values: readonly Milliseconds[]): Partial<ServerTruth> {
  const sorted = Float64Array.from(values).sort();
  const at = (quantile: number) => sorted[Math.ceil(sorted.length * quantile) - 1];
  const [p50, p99] = [at(0.5), at(0.99)];
  if (p50 === undefined || p99 === undefined) return {};
  return {
    faster_than_server: sorted.filter((overhead) => overhead < -CLOCK_ERROR).length,
    overhead_p50_ms: roundToMicrosecond(p50),
    overhead_p99_ms: roundToMicrosecond(p99),
  };
}
