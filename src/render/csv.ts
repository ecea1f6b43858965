import type { Round, RunResult, StrategyResult } from '../core/run-result.ts';

type Value = string | number | undefined;

/** The columns, named as in the JSON result. What was not measured is an empty cell, never 0. */
const COLUMNS: Readonly<
  Record<string, (result: RunResult, strategy: StrategyResult, round: Round) => Value>
> = {
  scenario: ({ scenario }) => scenario,
  clock: ({ clock }) => clock.kind,
  strategy: (_, { name }) => name,
  kind: (_, { kind }) => kind,
  round: (_, __, { round }) => round,
  seed: (_, __, { seed }) => seed,
  makespan_ms: (_, __, { makespan_ms }) => makespan_ms,
  throughput_per_s: (_, __, { throughput_per_s }) => throughput_per_s,
  scheduled: (_, __, { counts }) => counts.scheduled,
  completed: (_, __, { counts }) => counts.completed,
  failed: (_, __, { counts }) => counts.failed,
  dropped: (_, __, { counts }) => counts.dropped,
  incomplete: (_, __, { counts }) => counts.incomplete,
  attempts: (_, __, { attempts }) => attempts.total,
  rate_limited: (_, __, { attempts }) => attempts.rate_limited,
  latency_p95_ms: (_, __, { latency_p95_ms }) => latency_p95_ms,
  fingerprint: (_, __, { fingerprint }) => fingerprint,
  cost_usd: (_, __, { cost }) => cost?.usd,
  wasted_usd: (_, __, { cost }) => cost?.wasted_usd,
};

/** One row for each strategy and round, quoted as RFC 4180 says. */
export function renderCsv(result: RunResult): string {
  const columns = Object.values(COLUMNS);
  const rows = result.strategies.flatMap((strategy) =>
    strategy.rounds.map((round) => columns.map((column) => column(result, strategy, round))),
  );
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
