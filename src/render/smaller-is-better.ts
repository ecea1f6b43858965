import type { RunResult, StrategyResult } from '../core/run-result.ts';
import { indentJson } from './json.ts';

/** An entry as github-action-benchmark reads it. */
interface Entry {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Half the distance between the extremes over rounds. */
  readonly range?: string;
}

/** `customSmallerIsBetter` of github-action-benchmark: only figures that are better when they are smaller. */
export function renderSmallerIsBetter(result: RunResult): string {
  return `${indentJson(result.strategies.flatMap((strategy) => entriesOf(result, strategy)))}\n`;
}

function entriesOf({ scenario }: RunResult, { name, metrics, rounds }: StrategyResult): Entry[] {
  const { makespan_ms, latency, call, counts, cost } = metrics;
  const named = (what: string) => `${scenario}/${name} ${what}`;
  const entry = (what: string, unit: string, value: number | undefined): Entry[] =>
    value === undefined ? [] : [{ name: named(what), unit, value }];
  const makespans = rounds.map((round) => round.makespan_ms);
  const spread = (Math.max(...makespans) - Math.min(...makespans)) / 2;
  return [
    {
      name: named('makespan'),
      unit: 'ms',
      value: makespan_ms,
      ...(makespans.length > 1 && { range: `± ${Number(spread.toFixed(3))}` }),
    },
    ...entry('latency p50', 'ms', latency?.p50_ms),
    ...entry('latency p95', 'ms', latency?.p95_ms),
    ...entry('latency p99', 'ms', latency?.p99_ms),
    ...entry('call p95', 'ms', call?.p95_ms),
    ...entry(
      'errors',
      'share',
      counts.scheduled > 0 ? (counts.failed + counts.dropped) / counts.scheduled : undefined,
    ),
    ...entry('cost per 1000 answers', 'USD', cost?.per_thousand_ok_usd),
    ...entry('wasted cost', 'USD', cost?.wasted_usd),
  ];
}
