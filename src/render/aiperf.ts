import { sampleDeviation } from '../analyze/deviation.ts';
import { percentilesOf } from '../analyze/percentiles.ts';
import type { Distribution, RunResult, StrategyResult } from '../core/run-result.ts';
import { indentJson } from './json.ts';

const PERCENTILES = [1, 5, 10, 25, 50, 75, 90, 95, 99] as const;

/**
 * AIPerf's `profile_export_aiperf.json`, schema 1.5, of one strategy. Its latency starts at the send, as our `service`
 * does. What was not measured is left out.
 */
export function renderAiperf(result: RunResult, strategy: StrategyResult): string {
  const { metrics } = strategy;
  const { counts, makespan_ms } = metrics;
  const seconds = makespan_ms / 1_000;
  const id = `${result.scenario}-${strategy.name}`;
  const document = {
    schema_version: '1.5',
    aiperf_version: `llm-bench ${result.environment.tool}`,
    benchmark_id: id,
    start_time: result.started_at,
    was_cancelled: !strategy.complete,
    input_config: {},
    run_info: { benchmark_id: id, random_seed: result.seed, run_label: strategy.name },
    error_summary: metrics.errors.map(({ status, outcome, message, count }) => ({
      error_details: { ...(status !== undefined && { code: status }), type: outcome, message },
      count,
    })),
    ...record('request_latency', metrics.service),
    ...record('time_to_first_token', metrics.ttft),
    ...record('inter_token_latency', metrics.inter_token_latency),
    ...record('inter_chunk_latency', metrics.inter_chunk_latency),
    request_throughput: single('requests/sec', metrics.throughput_per_s),
    ...(seconds > 0 && {
      output_token_throughput: single('tokens/sec', metrics.tokens.output / seconds),
    }),
    ...(metrics.goodput_per_s !== undefined && {
      goodput: single('requests/sec', metrics.goodput_per_s),
    }),
    request_count: single('requests', counts.completed),
    error_request_count: single('requests', counts.failed),
    benchmark_duration: single('sec', seconds),
  };
  return `${indentJson(document)}\n`;
}

function single(unit: string, avg: number) {
  return { unit, avg };
}

function record(name: string, distribution: Distribution | undefined) {
  if (!distribution) return {};
  const at = percentilesOf(distribution);
  const std = sampleDeviation(distribution);
  return {
    [name]: {
      unit: 'ms',
      avg: distribution.mean_ms,
      min: distribution.min_ms,
      max: distribution.max_ms,
      ...Object.fromEntries(PERCENTILES.map((p) => [`p${p}`, at(p)])),
      ...(std !== undefined && { std }),
      count: distribution.count,
      sum: distribution.sum_ms,
    },
  };
}
