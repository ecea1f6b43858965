import type { ForeignMetric } from '../../core/foreign-run.ts';
import { distributionOf, isFields, numberAt, present, textAt } from './fields.ts';
import type { Importer } from './importer.ts';

const METRICS: readonly (readonly [theirs: string, ours: ForeignMetric])[] = [
  ['e2el', 'service'],
  ['ttft', 'ttft'],
  ['tpot', 'inter_token_latency'],
  ['itl', 'inter_chunk_latency'],
];

const PERCENTILES = [25, 50, 75, 90, 95, 99, 99.9];

/** `vllm bench serve --save-result`. */
export const vllm: Importer = {
  tool: 'vLLM',
  recognise: (value) =>
    isFields(value) && 'endpoint_type' in value && 'request_throughput' in value,
  read: (value) => [
    {
      tool: 'vLLM',
      label: textAt(value, 'label') ?? textAt(value, 'date') ?? 'run',
      ...present('completed', numberAt(value, ['completed'])),
      ...present('failed', numberAt(value, ['failed'])),
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

/** Figures that lie side by side under names such as `p99_ttft_ms`; the median has a name of its own. */
export function flatDistribution(value: unknown, metric: string) {
  const percentiles = Object.fromEntries(PERCENTILES.map((p) => [`p${p}_${metric}_ms`, p]));
  return distributionOf(
    value,
    { mean: `mean_${metric}_ms` },
    { ...percentiles, [`median_${metric}_ms`]: 50 },
  );
}
