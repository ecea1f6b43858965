import type { LedgerEntry } from '../core/ledger.ts';
import type { Metrics, ServerTruth } from '../core/run-result.ts';
import type { Truth } from '../core/truth.ts';

/** Holds what the mock server saw of a strategy against what the client measured. */
export function crossCheck(
  truth: Truth,
  metrics: Metrics,
  entries: readonly LedgerEntry[],
): ServerTruth {
  const overhead = median(overheads(truth, entries));
  return {
    requests: truth.requests,
    peak_in_flight: truth.peakInFlight,
    hidden_attempts: truth.requests - metrics.attempts.total,
    ...(overhead !== undefined && { overhead_p50_ms: Math.round(overhead * 1_000) / 1_000 }),
  };
}

/** Client time minus server time of every ok attempt that both know. */
function overheads(truth: Truth, entries: readonly LedgerEntry[]): number[] {
  const serverTimes = new Map(
    truth.rows.map(({ item, attempt, duration }) => [`${item}:${attempt}`, duration]),
  );
  return entries.flatMap(({ item, attempts }) =>
    attempts.flatMap(({ attempt, outcome, sent_us, ended_us }) => {
      const server = serverTimes.get(`${item}:${attempt}`);
      return outcome === 'ok' && server !== undefined
        ? [(ended_us - sent_us) / 1_000 - server]
        : [];
    }),
  );
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1];
}
