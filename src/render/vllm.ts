import { populationDeviation } from '../analyze/deviation.ts';
import { percentilesOf } from '../analyze/percentiles.ts';
import type { Distribution, Metrics, RunResult, StrategyResult } from '../core/run-result.ts';

/** Their metrics, and ours by the same formula. Their latency starts at the send, as our `service` does. */
export const VLLM_METRICS = {
  ttft: 'ttft',
  tpot: 'inter_token_latency',
  itl: 'inter_chunk_latency',
  e2el: 'service',
  e2el_including_client_queue: 'latency',
} as const satisfies Readonly<Record<string, keyof Metrics>>;

/** One flat object a strategy and line, as `vllm bench serve --save-result --append-result` writes it. */
export function renderVllm(result: RunResult): string {
  return result.strategies
    .map((strategy) => `${JSON.stringify(flatten(result, strategy))}\n`)
    .join('');
}

function flatten(result: RunResult, strategy: StrategyResult): Readonly<Record<string, unknown>> {
  const { plan } = result;
  const { metrics, name } = strategy;
  const { counts, tokens } = metrics;
  const seconds = metrics.makespan_ms / 1_000;
  const perSecond = (count: number) => (seconds > 0 ? count / seconds : null);
  return {
    date: compactDate(result.started_at),
    endpoint_type: plan.target.api === 'openai' ? 'openai-chat' : 'anthropic',
    backend: 'llm-bench',
    label: name,
    model_id: plan.target.model,
    num_prompts: counts.scheduled,
    request_rate: offeredRate(result) ?? 'inf',
    max_concurrency: sizeOf(strategy) ?? null,
    duration: seconds,
    completed: counts.completed,
    failed: counts.failed,
    total_input_tokens: tokens.input,
    total_output_tokens: tokens.output,
    request_throughput: metrics.throughput_per_s,
    request_goodput: metrics.goodput_per_s ?? null,
    output_throughput: perSecond(tokens.output),
    total_token_throughput: perSecond(tokens.input + tokens.output),
    max_concurrent_requests: metrics.in_flight.peak,
    ...Object.fromEntries(
      Object.entries(VLLM_METRICS).flatMap(([theirs, ours]) => figures(theirs, metrics[ours])),
    ),
  };
}

function figures(name: string, distribution: Distribution | undefined): [string, number][] {
  if (!distribution) return [];
  return [
    [`mean_${name}_ms`, distribution.mean_ms],
    [`median_${name}_ms`, distribution.p50_ms],
    [`std_${name}_ms`, populationDeviation(distribution)],
    [`p99_${name}_ms`, distribution.p99_ms],
    [`p99.9_${name}_ms`, percentilesOf(distribution)(99.9)],
  ];
}

/** `20261121-201407`. */
function compactDate(instant: string): string {
  return instant.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

export function offeredRate({ plan: { load } }: RunResult): number | undefined {
  const rate = load?.options.perSecond;
  return typeof rate === 'number' ? rate : undefined;
}

export function sizeOf({ options: { size } }: StrategyResult): number | undefined {
  return typeof size === 'number' ? size : undefined;
}
