import type { Round, StrategyResult } from '../core/run-result.ts';

/** A value of every round, folded. */
export interface OverRounds {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Milliseconds from the first item that could start to the last that was done. */
export function makespanOf({ rounds, metrics }: StrategyResult): OverRounds {
  return overRounds(rounds, ({ makespan_ms }) => makespan_ms, metrics.makespan_ms);
}

/** Completed items per second. */
export function throughputOf({ rounds, metrics }: StrategyResult): OverRounds {
  return overRounds(rounds, ({ throughput_per_s }) => throughput_per_s, metrics.throughput_per_s);
}

/** Attempts that a rate limit refused. */
export function rateLimitedOf({ rounds, metrics }: StrategyResult): OverRounds {
  return overRounds(
    rounds,
    ({ attempts }) => attempts.rate_limited,
    metrics.attempts['rate-limited'],
  );
}

/** Median, lowest and highest of all rounds; the merged value where no round is listed. */
function overRounds(
  rounds: readonly Round[],
  value: (round: Round) => number,
  merged: number,
): OverRounds {
  const sorted = rounds.map(value).sort((a, b) => a - b);
  return {
    median: median(sorted) ?? merged,
    low: sorted[0] ?? merged,
    high: sorted.at(-1) ?? merged,
  };
}

function median(sorted: readonly number[]): number | undefined {
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}
