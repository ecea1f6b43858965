import type { ItemCounts, Round, StrategyResult } from '../core/run-result.ts';
import { spreadOf } from './spread.ts';

/** A value of every round, folded into one. */
export interface OverRounds {
  /** Mean over the seeds of virtual time; otherwise the median over rounds, which noise hardly moves. */
  readonly centre: number;
  readonly low: number;
  readonly high: number;
  /** Standard deviation over the seeds. Virtual time and at least two rounds only. */
  readonly deviation?: number;
}

/** Milliseconds from the first item that could start to the last that was done. */
export function makespanOf(strategy: StrategyResult): OverRounds {
  return overRounds(strategy, ({ makespan_ms }) => makespan_ms, strategy.metrics.makespan_ms);
}

/** Completed items per second. */
export function throughputOf(strategy: StrategyResult): OverRounds {
  const merged = strategy.metrics.throughput_per_s;
  return overRounds(strategy, ({ throughput_per_s }) => throughput_per_s, merged);
}

/** Attempts that a rate limit refused. */
export function rateLimitedOf(strategy: StrategyResult): OverRounds {
  const merged = strategy.metrics.attempts['rate-limited'];
  return overRounds(strategy, ({ attempts }) => attempts.rate_limited, merged);
}

/** Completed items, share of the scheduled ones; of all rounds together on the real clock. */
export function answeredOf(strategy: StrategyResult): OverRounds | undefined {
  const share = ({ completed, scheduled }: ItemCounts) =>
    scheduled > 0 ? completed / scheduled : undefined;
  const bySeed = overSeeds(strategy, ({ counts }) => share(counts), strategy.rounds);
  return bySeed ?? single(share(strategy.metrics.counts));
}

/** 95th percentile of latency; of all rounds' items together on the real clock. */
export function latencyP95Of(strategy: StrategyResult): OverRounds | undefined {
  return (
    overSeeds(strategy, ({ latency_p95_ms }) => latency_p95_ms) ??
    single(strategy.metrics.latency?.p95_ms)
  );
}

/** Attempts for each item that had one; of all rounds together on the real clock. */
export function amplificationOf(strategy: StrategyResult): OverRounds | undefined {
  return overSeeds(strategy, roundAmplification) ?? single(strategy.metrics.amplification);
}

/** US dollars of a round: all of them, or those for nothing. */
export function costOf(
  strategy: StrategyResult,
  part: 'usd' | 'wasted_usd' = 'usd',
): OverRounds | undefined {
  const merged = strategy.metrics.cost?.[part];
  if (merged === undefined) return undefined;
  if (strategy.rounds.length === 1) return single(merged);
  // A round in which no reply told its tokens says nothing of the others.
  const rounds = endedRounds(strategy).filter(({ cost }) => cost);
  if (rounds.length === 0) return undefined;
  const told = { ...strategy, rounds, complete: true };
  return overRounds(told, ({ cost }) => cost?.[part] ?? 0, merged);
}

/** A round does not tell how many of its unfinished items had an attempt. */
function roundAmplification({ attempts, counts }: Round): number | undefined {
  const ended = counts.completed + counts.failed;
  return ended > 0 && ended === counts.scheduled ? attempts.total / ended : undefined;
}

/** Of a strategy that did not finish, the last round is the one that broke off: it says nothing about the others. */
export function endedRounds({ rounds, complete }: StrategyResult): readonly Round[] {
  return complete ? rounds : rounds.slice(0, -1);
}

/** Whether its rounds differ by their seed alone: in virtual time there is no noise. */
function isExact({ rounds }: StrategyResult): boolean {
  return rounds.every(({ fingerprint }) => fingerprint !== undefined);
}

/** `undefined` on the real clock, for a single seed, and when a round has no such value. */
function overSeeds(
  strategy: StrategyResult,
  value: (round: Round) => number | undefined,
  rounds = endedRounds(strategy),
): OverRounds | undefined {
  const values = rounds.flatMap((round) => value(round) ?? []);
  const { mean, deviation } = spreadOf(values) ?? {};
  if (!isExact(strategy) || values.length < rounds.length) return undefined;
  if (mean === undefined || deviation === undefined) return undefined;
  return { centre: mean, low: Math.min(...values), high: Math.max(...values), deviation };
}

/** Mean over seeds, or median over rounds; one that broke off counts where there is no other. */
function overRounds(
  strategy: StrategyResult,
  value: (round: Round) => number,
  merged: number,
): OverRounds {
  const seeds = overSeeds(strategy, value);
  if (seeds) return seeds;
  const ended = endedRounds(strategy);
  const rounds = ended.length > 0 ? ended : strategy.rounds;
  const sorted = rounds.map(value).sort((a, b) => a - b);
  return {
    centre: median(sorted) ?? merged,
    low: sorted[0] ?? merged,
    high: sorted.at(-1) ?? merged,
  };
}

function single(value: number | undefined): OverRounds | undefined {
  return value === undefined ? undefined : { centre: value, low: value, high: value };
}

function median(sorted: readonly number[]): number | undefined {
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}

/** The round that pictures of single requests show: median makespan, of an even number the lower one. */
export function shownRound({ rounds }: StrategyResult): Round | undefined {
  const sorted = [...rounds].sort((a, b) => a.makespan_ms - b.makespan_ms);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
