import type { ForeignMetric } from '../../core/foreign-run.ts';
import { isFields, numberAt, present, textAt } from './fields.ts';
import type { Importer } from './importer.ts';
import { flatDistribution } from './vllm.ts';

const METRICS: readonly (readonly [theirs: string, ours: ForeignMetric])[] = [
  ['e2e_latency', 'service'],
  ['ttft', 'ttft'],
  ['tpot', 'inter_token_latency'],
  ['itl', 'inter_chunk_latency'],
];

/** A line of `sglang.bench_serving`'s output file. */
export const sglang: Importer = {
  tool: 'SGLang',
  recognise: (value) => isFields(value) && 'mean_e2e_latency_ms' in value,
  read: (value) => [
    {
      tool: 'SGLang',
      label: textAt(value, 'tag') ?? textAt(value, 'backend') ?? 'run',
      ...present('completed', numberAt(value, ['completed'])),
      ...present('duration', numberAt(value, ['duration'], 1_000)),
      ...present('throughput_per_s', numberAt(value, ['request_throughput'])),
      ...present('output_tokens_per_s', numberAt(value, ['output_throughput'])),
      metrics: Object.assign(
        {},
        ...METRICS.map(([theirs, ours]) => present(ours, flatDistribution(value, theirs))),
      ),
    },
  ],
};
