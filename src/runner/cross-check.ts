import type { AttemptEntry, LedgerEntry } from '../core/ledger.ts';
import type { Metrics, ServerTruth } from '../core/run-result.ts';
import type { Truth, TruthRow } from '../core/truth.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';

/** Two clocks that are read one after the other: what the server calls longer by less than this is no contradiction. */
const CLOCK_ERROR: Milliseconds = 1;

/** Holds what the mock server saw of a strategy against what the client measured. */
export function crossCheck(
  truth: Truth,
  metrics: Metrics,
  rows: Iterable<LedgerEntry>,
): ServerTruth {
  return {
    requests: truth.requests,
    peak_in_flight: truth.peakInFlight,
    hidden_attempts: truth.requests - metrics.attempts.total,
    ...compareRows(truth.rows, rows),
  };
}

/** Attempt by attempt, those that both know. Without rows of the server nothing is said. */
function compareRows(
  serverRows: readonly TruthRow[],
  rows: Iterable<LedgerEntry>,
): Partial<ServerTruth> {
  if (serverRows.length === 0) return {};
  const overheads: Milliseconds[] = [];
  const statuses = new Comparison();
  const tokens = new Comparison();
  for (const [attempt, server] of inBoth(serverRows, rows)) {
    // A client that gave up knows of no status, and a server that was given up sent none.
    statuses.add(attempt.status, server.status || undefined);
    if (attempt.outcome !== 'ok') continue;
    tokens.add(attempt.output_tokens, server.outputTokens);
    overheads.push((attempt.ended_us - attempt.sent_us) / 1_000 - server.duration);
  }
  return {
    ...(statuses.made && { statuses_differ: statuses.differ }),
    ...(tokens.made && { tokens_differ: tokens.differ }),
    ...overheadFigures(overheads),
  };
}

/** Requests of a client of the user's own may share a name: those cannot be told apart and are left out. */
function* inBoth(
  serverRows: readonly TruthRow[],
  rows: Iterable<LedgerEntry>,
): Generator<readonly [AttemptEntry, TruthRow]> {
  const known = new Map<string, TruthRow | undefined>();
  for (const row of serverRows) {
    const name = `${row.item}:${row.attempt}`;
    known.set(name, known.has(name) ? undefined : row);
  }
  for (const { item, attempts } of rows) {
    for (const attempt of attempts) {
      const server = known.get(`${item}:${attempt.attempt}`);
      if (server) yield [attempt, server];
    }
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
  const sorted = [...values].sort((a, b) => a - b);
  const at = (quantile: number) => sorted[Math.ceil(sorted.length * quantile) - 1];
  const [p50, p99] = [at(0.5), at(0.99)];
  if (p50 === undefined || p99 === undefined) return {};
  return {
    faster_than_server: sorted.filter((overhead) => overhead < -CLOCK_ERROR).length,
    overhead_p50_ms: roundToMicrosecond(p50),
    overhead_p99_ms: roundToMicrosecond(p99),
  };
}
