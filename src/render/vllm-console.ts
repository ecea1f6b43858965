import type { Distribution, RunResult, StrategyResult } from '../core/run-result.ts';
import { offeredRate, sizeOf, VLLM_METRICS } from './vllm.ts';

const WIDTH = 50;
const LABEL = 40;
const VALUE = 10;

const SECTIONS = [
  ['ttft', 'Time to First Token', 'TTFT'],
  ['tpot', 'Time per Output Token (excl. 1st token)', 'TPOT'],
  ['itl', 'Inter-token Latency', 'ITL'],
  ['e2el', 'End-to-end Latency', 'E2EL'],
  ['e2el_including_client_queue', 'Queue-inclusive End-to-end Latency', 'E2EL'],
] as const;

/** The console block of `vllm bench serve`, one for each strategy: scripts cut it by column, so trailing blanks stay. */
export function renderVllmConsole(result: RunResult): string {
  return result.strategies.map((strategy) => consoleBlock(result, strategy)).join('\n');
}

function consoleBlock(result: RunResult, strategy: StrategyResult): string {
  const { metrics } = strategy;
  const { counts, tokens } = metrics;
  const seconds = metrics.makespan_ms / 1_000;
  const rate = offeredRate(result);
  const size = sizeOf(strategy);
  const perSecond = (count: number) => (seconds > 0 ? count / seconds : 0);
  const lines = [
    title(' Serving Benchmark Result ', '='),
    line('Successful requests:', counts.completed),
    line('Failed requests:', counts.failed),
    ...(size === undefined ? [] : [line('Maximum request concurrency:', size)]),
    ...(rate === undefined ? [] : [decimalLine('Request rate configured (RPS):', rate)]),
    decimalLine('Benchmark duration (s):', seconds),
    line('Total input tokens:', tokens.input),
    line('Total generated tokens:', tokens.output),
    decimalLine('Request throughput (req/s):', metrics.throughput_per_s),
    ...(metrics.goodput_per_s === undefined
      ? []
      : [decimalLine('Request goodput (req/s):', metrics.goodput_per_s)]),
    decimalLine('Output token throughput (tok/s):', perSecond(tokens.output)),
    decimalLine('Peak concurrent requests:', metrics.in_flight.peak),
    decimalLine('Total token throughput (tok/s):', perSecond(tokens.input + tokens.output)),
    ...SECTIONS.flatMap(([name, heading, short]) =>
      section(metrics[VLLM_METRICS[name]], heading, short),
    ),
    '='.repeat(WIDTH),
  ];
  return lines.map((text) => `${text}\n`).join('');
}

function section(
  distribution: Distribution | undefined,
  heading: string,
  short: string,
): readonly string[] {
  if (!distribution) return [];
  return [
    title(heading, '-'),
    decimalLine(`Mean ${short} (ms):`, distribution.mean_ms),
    decimalLine(`Median ${short} (ms):`, distribution.p50_ms),
    decimalLine(`P99 ${short} (ms):`, distribution.p99_ms),
  ];
}

/** Centred as Python's `format(text, '^50')` does: the odd character goes to the right. */
function title(text: string, fill: string): string {
  const left = Math.floor((WIDTH - text.length) / 2);
  return text.padStart(text.length + left, fill).padEnd(WIDTH, fill);
}

function line(label: string, value: number): string {
  return `${label.padEnd(LABEL)} ${String(value).padEnd(VALUE)}`;
}

function decimalLine(label: string, value: number): string {
  return `${label.padEnd(LABEL)} ${value.toFixed(2).padEnd(VALUE)}`;
}
