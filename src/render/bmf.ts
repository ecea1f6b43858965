import { intervalOf } from '../analyze/round-interval.ts';
import { costOf } from '../analyze/rounds.ts';
import type { Round, RunResult, StrategyResult } from '../core/run-result.ts';
import { indentJson } from './json.ts';

/** A value with the 90 % interval of its mean over rounds. */
interface Measure {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

const LONGEST_NAME = 1_024;
const NANOSECONDS = 1_000_000;

/** Bencher Metric Format. Its built-in measure `latency` is in nanoseconds. */
export function renderBmf(result: RunResult): string {
  const benchmarks = result.strategies.map((strategy) => [
    `${result.scenario}/${strategy.name}`.slice(0, LONGEST_NAME),
    measuresOf(strategy),
  ]);
  return `${indentJson(Object.fromEntries(benchmarks))}\n`;
}

function measuresOf(strategy: StrategyResult): Readonly<Record<string, Measure>> {
  const { metrics, rounds } = strategy;
  const cost = costOf(strategy);
  const { makespan_ms, throughput_per_s, latency, counts } = metrics;
  const over = (value: number, each: (round: Round) => number | undefined): Measure => {
    const interval = intervalOf(rounds.flatMap((round) => each(round) ?? []));
    if (!interval) return { value };
    return { value, lower_value: interval.low, upper_value: interval.high };
  };
  const errors = ({ failed, dropped, scheduled }: Round['counts']) =>
    (failed + dropped) / scheduled;
  return {
    ...(latency && { latency: { value: Math.round(latency.p50_ms * NANOSECONDS) } }),
    throughput: over(throughput_per_s, (round) => round.throughput_per_s),
    'makespan-ms': over(makespan_ms, (round) => round.makespan_ms),
    ...(latency && {
      'latency-p95-ms': over(latency.p95_ms, ({ latency_p95_ms }) => latency_p95_ms),
    }),
    ...(counts.scheduled > 0 && {
      'error-rate': over(errors(counts), (round) => errors(round.counts)),
    }),
    ...(cost && { 'cost-usd': over(cost.centre, (round) => round.cost?.usd) }),
  };
}
