import type { ForeignMetric, ForeignRun } from '../../core/foreign-run.ts';
import { distributionOf, isFields, numberAt, present, textAt } from './fields.ts';
import type { Importer } from './importer.ts';

const PERCENTILES = { p1: 1, p5: 5, p10: 10, p25: 25, p50: 50, p75: 75, p90: 90, p95: 95, p99: 99 };

const METRICS: readonly (readonly [theirs: string, ours: ForeignMetric])[] = [
  ['request_latency', 'service'],
  ['time_to_first_token', 'ttft'],
  ['inter_token_latency', 'inter_token_latency'],
  ['inter_chunk_latency', 'inter_chunk_latency'],
];

/** `profile_export_aiperf.json`. */
export const aiperf: Importer = {
  tool: 'AIPerf',
  recognise: (value) => isFields(value) && 'schema_version' in value && 'request_latency' in value,
  read(value): readonly ForeignRun[] {
    const derived = (name: string, factor = 1) => numberAt(value, [name, 'avg'], factor);
    return [
      {
        tool: 'AIPerf',
        label: textAt(value, 'run_info', 'run_label') ?? textAt(value, 'benchmark_id') ?? 'run',
        ...present('completed', derived('request_count')),
        ...present('failed', derived('error_request_count')),
        ...present('duration', derived('benchmark_duration', 1_000)),
        ...present('throughput_per_s', derived('request_throughput')),
        ...present('output_tokens_per_s', derived('output_token_throughput')),
        metrics: Object.assign(
          {},
          ...METRICS.map(([theirs, ours]) => {
            const block = isFields(value) ? value[theirs] : undefined;
            const names = { mean: 'avg', min: 'min', max: 'max' };
            return present(ours, distributionOf(block, names, PERCENTILES));
          }),
        ),
      },
    ];
  },
};
