import type { StrategyResult } from '../core/run-result.ts';

/** A value of every round, folded. */
export interface OverRounds {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Median, lowest and highest of a strategy's rounds; the merged value where no round is listed. */
export function overRounds(
  { rounds, metrics }: StrategyResult,
  metric: 'makespan_ms' | 'throughput_per_s',
): OverRounds {
  const values = rounds.map((round) => round[metric]).sort((a, b) => a - b);
  const low = values[0] ?? metrics[metric];
  const high = values.at(-1) ?? metrics[metric];
  return { median: median(values) ?? metrics[metric], low, high };
}

/** @param sorted ascending */
function median(sorted: readonly number[]): number | undefined {
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}
