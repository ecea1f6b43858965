import type { ComparedMetric } from '../../core/comparison.ts';
import type { Round } from '../../core/run-result.ts';
import { ROUND_DISTRIBUTIONS } from '../../core/run-result.ts';
import { percentilesOf } from '../percentiles.ts';
import { scheduledQuantile } from '../scheduled-quantile.ts';

type RoundDistribution = (typeof ROUND_DISTRIBUTIONS)[number];

type Figures = Pick<
  Round,
  'makespan_ms' | 'throughput_per_s' | 'counts' | 'attempts' | 'tokens' | 'distributions'
>;

/** A figure of a round that versions are compared by. */
export interface RoundMetric extends Pick<ComparedMetric, 'metric' | 'unit' | 'better'> {
  /** In a baseline: `latency_p95_ms`. */
  readonly key: string;
  /** Of a percentile: 0 to 100. */
  readonly percentile?: number;
  /** Of a percentile: what it is taken from. */
  readonly distribution?: RoundDistribution;
  /** +∞ = never answered; `undefined` = there is none. */
  of(round: Figures): number | undefined;
}

const PERCENTILES: Readonly<Record<RoundDistribution, readonly number[]>> = {
  latency: [50, 90, 95, 99],
  call: [50, 95],
  service: [50, 95],
  queue: [50, 95],
  ttft: [50, 95],
};

/** Output tokens of answers that somebody had: shorter answers are other work. */
export const ANSWER_TOKENS = 'answer_tokens';

/** Everything that a baseline keeps by round. */
export const ROUND_METRICS: readonly RoundMetric[] = [
  {
    metric: 'makespan',
    key: 'makespan_ms',
    unit: 'ms',
    better: 'smaller',
    of: ({ makespan_ms }) => makespan_ms,
  },
  {
    metric: 'throughput',
    key: 'throughput_per_s',
    unit: 'per_s',
    better: 'larger',
    of: ({ throughput_per_s }) => throughput_per_s,
  },
  {
    metric: 'errors',
    key: 'errors',
    unit: 'share',
    better: 'smaller',
    of: ({ counts: { scheduled, completed } }) =>
      scheduled > 0 ? (scheduled - completed) / scheduled : undefined,
  },
  {
    metric: 'rate_limited',
    key: 'rate_limited',
    unit: 'share',
    better: 'smaller',
    of: ({ attempts: { total, rate_limited } }) => (total > 0 ? rate_limited / total : undefined),
  },
  {
    metric: ANSWER_TOKENS,
    key: 'answer_tokens',
    unit: 'tokens',
    better: 'smaller',
    // Every request has input: without it no reply told its tokens, and they are not known.
    of: ({ tokens }) =>
      tokens && tokens.input > 0 ? tokens.output - (tokens.wasted_output ?? 0) : undefined,
  },
  ...ROUND_DISTRIBUTIONS.flatMap((name) =>
    PERCENTILES[name].map(
      (percentile): RoundMetric => ({
        metric: `${name} p${percentile}`,
        key: `${name}_p${percentile}_ms`,
        unit: 'ms',
        better: 'smaller',
        percentile,
        distribution: name,
        of: (round) => roundPercentile(round, name, percentile),
      }),
    ),
  ),
];

/** A percentile of a round. Latency is that of all scheduled items: +∞ where it falls among those without an answer. */
export function roundPercentile(
  { counts, distributions }: Pick<Figures, 'counts' | 'distributions'>,
  name: RoundDistribution,
  percentile: number,
): number | undefined {
  const kept = distributions?.[name];
  if (name !== 'latency') return kept && percentilesOf(kept)(percentile);
  const quantile = scheduledQuantile({ counts, ...(kept && { latency: kept }) }, percentile / 100);
  return quantile?.censored ? Number.POSITIVE_INFINITY : quantile?.value;
}
