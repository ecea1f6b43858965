import type { LedgerEntry } from '../core/ledger.ts';
import type { Metrics, ServerTruth } from '../core/run-result.ts';
import type { Truth, TruthRow } from '../core/truth.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';

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
const SEVERAL = -1;

/** The server's rows by item and attempt, as columns: a hundred thousand of them are read while the run's own are in memory. */
class ServerRows {
  readonly #places = new Map<number, number>();
  readonly #durations: Milliseconds[] = [];
  readonly #statuses: number[] = [];
  readonly #outputTokens: number[] = [];

  /** Different rows that were added. */
  get size(): number {
    return this.#places.size;
  }

  add({ item, attempt, duration, status, outputTokens }: TruthRow): void {
    const name = item * ATTEMPTS + attempt;
    this.#places.set(name, this.#places.has(name) ? SEVERAL : this.#durations.length);
    this.#durations.push(duration);
    this.#statuses.push(status);
    this.#outputTokens.push(outputTokens);
  }

  /** Requests of a client of the user's own may share a name: those cannot be told apart and are left out. */
  find(item: number, attempt: number): Omit<TruthRow, 'item' | 'attempt'> | undefined {
    const place = this.#places.get(item * ATTEMPTS + attempt);
    if (place === undefined || place === SEVERAL) return undefined;
    return {
      duration: this.#durations[place] ?? 0,
      status: this.#statuses[place] ?? 0,
      outputTokens: this.#outputTokens[place] ?? 0,
    };
  }
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
