import type { LedgerEntry } from '../core/ledger.ts';
import type { Metrics, ServerTruth } from '../core/run-result.ts';
import type { Truth } from '../core/truth.ts';

/** Holds what the mock server saw of a strategy against what the client measured. */
export function crossCheck(
  truth: Truth,
  metrics: Metrics,
  rows: Iterable<LedgerEntry>,
): ServerTruth {
  const overhead = median(overheads(truth, rows));
  return {
    requests: truth.requests,
    peak_in_flight: truth.peakInFlight,
    hidden_attempts: truth.requests - metrics.attempts.total,
    ...(overhead !== undefined && { overhead_p50_ms: Math.round(overhead * 1_000) / 1_000 }),
  };
}

/** Client time minus server time of every ok attempt that both know. */
function overheads(truth: Truth, rows: Iterable<LedgerEntry>): number[] {
  if (truth.rows.length === 0) return [];
  const serverTimes = new Map(
    truth.rows.map(({ item, attempt, duration }) => [`${item}:${attempt}`, duration]),
  );
  const found: number[] = [];
  for (const { item, attempts } of rows) {
    for (const { attempt, outcome, sent_us, ended_us } of attempts) {
      const server = serverTimes.get(`${item}:${attempt}`);
      if (outcome === 'ok' && server !== undefined)
        found.push((ended_us - sent_us) / 1_000 - server);
    }
  }
  return found;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1];
}
