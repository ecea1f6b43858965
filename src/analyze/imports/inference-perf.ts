import type { ForeignMetric } from '../../core/foreign-run.ts';
import { at, distributionOf, isFields, numberAt, present } from './fields.ts';
import type { Importer } from './importer.ts';

const PERCENTILES = {
  'p0.1': 0.1,
  p1: 1,
  p5: 5,
  p10: 10,
  p25: 25,
  median: 50,
  p75: 75,
  p90: 90,
  p95: 95,
  p99: 99,
  'p99.9': 99.9,
};

const METRICS: readonly (readonly [theirs: string, ours: ForeignMetric])[] = [
  ['request_latency', 'service'],
  ['time_to_first_token', 'ttft'],
  ['time_per_output_token', 'inter_token_latency'],
  ['inter_token_latency', 'inter_chunk_latency'],
];

/** inference-perf's `summary_lifecycle_metrics.json`; its times are in seconds. */
export const inferencePerf: Importer = {
  tool: 'inference-perf',
  recognise: (value) => isFields(value) && 'load_summary' in value && 'successes' in value,
  read: (value) => [
    {
      tool: 'inference-perf',
      label: 'summary',
      ...present('completed', numberAt(value, ['successes', 'count'])),
      ...present('failed', numberAt(value, ['failures', 'count'])),
      ...present(
        'throughput_per_s',
        numberAt(value, ['successes', 'throughput', 'requests_per_sec']),
      ),
      ...present(
        'output_tokens_per_s',
        numberAt(value, ['successes', 'throughput', 'output_tokens_per_sec']),
      ),
      metrics: Object.assign(
        {},
        ...METRICS.map(([theirs, ours]) => {
          const block = at(value, 'successes', 'latency', theirs);
          const names = { mean: 'mean', min: 'min', max: 'max' };
          return present(ours, distributionOf(block, names, PERCENTILES, 1_000));
        }),
      ),
    },
  ],
};
