import type { ForeignMetric, ForeignRun } from '../../core/foreign-run.ts';
import { at, distributionOf, isFields, numberAt, present, textAt } from './fields.ts';
import type { Importer } from './importer.ts';

const PERCENTILES = {
  p001: 0.1,
  p01: 1,
  p05: 5,
  p10: 10,
  p25: 25,
  p50: 50,
  p75: 75,
  p90: 90,
  p95: 95,
  p99: 99,
  p999: 99.9,
};

/** Their time per output token counts the first one, too, and so has no counterpart here. */
const METRICS: readonly (readonly [theirs: string, ours: ForeignMetric, toMs: number])[] = [
  ['request_latency', 'service', 1_000],
  ['time_to_first_token_ms', 'ttft', 1],
  ['inter_token_latency_ms', 'inter_token_latency', 1],
];

/** GuideLLM's `benchmarks.json`, version 2: a run for each of its benchmarks. */
export const guidellm: Importer = {
  tool: 'GuideLLM',
  recognise: (value) =>
    at(value, 'metadata', 'version') === 2 && Array.isArray(at(value, 'benchmarks')),
  read(value) {
    const benchmarks = at(value, 'benchmarks');
    return Array.isArray(benchmarks) ? benchmarks.filter(isFields).map(readBenchmark) : [];
  },
};

function readBenchmark(benchmark: unknown, index: number): ForeignRun {
  const mean = (metric: string) => numberAt(benchmark, ['metrics', metric, 'successful', 'mean']);
  const total = (status: string) => numberAt(benchmark, ['metrics', 'request_totals', status]);
  return {
    tool: 'GuideLLM',
    label: textAt(benchmark, 'config', 'strategy', 'type_') ?? `benchmark ${index + 1}`,
    ...present('completed', total('successful')),
    ...present('failed', total('errored')),
    ...present('duration', numberAt(benchmark, ['duration'], 1_000)),
    ...present('throughput_per_s', mean('requests_per_second')),
    ...present('output_tokens_per_s', mean('output_tokens_per_second')),
    metrics: Object.assign(
      {},
      ...METRICS.map(([theirs, ours, toMs]) =>
        present(ours, readSummary(at(benchmark, 'metrics', theirs, 'successful'), toMs)),
      ),
    ),
  };
}

function readSummary(summary: unknown, toMs: number) {
  const { percentiles } = distributionOf(
    at(summary, 'percentiles'),
    { mean: '' },
    PERCENTILES,
    toMs,
  ) ?? {
    percentiles: {},
  };
  const names = { mean: 'mean', min: 'min', max: 'max' };
  const figures = distributionOf(summary, names, {}, toMs);
  return figures && { ...figures, percentiles };
}
