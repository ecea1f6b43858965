import { percentileCurve } from '../../../analyze/percentiles.ts';
import type { Summary } from '../../../analyze/summary.ts';
import type { DistributionName, RunResult } from '../../../core/run-result.ts';
import { countOf, formatCount } from '../../format.ts';
import { latencyFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import type { PercentileData, PercentileLine } from '../charts/percentile.ts';
import type { Figure } from '../figure.ts';
import { figureOf, rounded } from '../figure.ts';
import { limitOf } from '../limits.ts';

/** How long it took, from the median to the slowest. */
export interface LatencyView {
  readonly heading: string;
  readonly caption: string;
  readonly figure: Figure;
  /** Metrics to choose from, the first one shown. */
  readonly metrics: readonly string[];
}

const CHOICES = ['call', 'latency', 'service', 'ttft', 'inter_token_latency'] as const;
const MOST_LINES = 8;

/**
 * `latency` for an open load. Where all items are intended at the start it shows the waiting in line, which is the
 * makespan seen from the side: there `call` comes first.
 */
function headlineMetric({ plan }: RunResult): 'call' | 'latency' {
  return plan.load ? 'latency' : 'call';
}

export function latencyView(
  result: RunResult,
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): LatencyView | undefined {
  const first = headlineMetric(result);
  const order = [first, ...CHOICES.filter((name) => name !== first)];
  const metrics = order.flatMap((name) => metricOf(name, result, summary, series));
  const lines = metrics[0]?.lines;
  if (!lines) return undefined;
  const metric = metrics[0]?.name ?? first;
  return {
    heading: latencyFinding(namedDistributions(metric as DistributionName, summary)),
    caption: captionOf(metric, summary),
    figure: figureOf('latency', 'percentile', { metrics }),
    metrics: metrics.map(({ name }) => name),
  };
}

function metricOf(
  name: DistributionName,
  result: RunResult,
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): PercentileData['metrics'] {
  const lines = inOrder(summary)
    .flatMap(({ name: strategy, result: { metrics } }): PercentileLine[] => {
      const identity = series.get(strategy);
      const distribution = metrics[name];
      if (!identity || !distribution) return [];
      const ms = percentileCurve(distribution).map(rounded);
      return [
        { series: identity, count: distribution.count, ms, max: rounded(distribution.max_ms) },
      ];
    })
    .slice(0, MOST_LINES);
  if (lines.length === 0) return [];
  const limit = limitOf(result, name);
  return [{ name, lines, ...(limit !== undefined && { limit }) }];
}

/** Recommended first, then the baseline, then as in the table: the first eight are drawn. */
function inOrder({ rows, recommendation, baseline }: Summary): Summary['rows'] {
  const rank = (name: string) => (name === recommendation.strategy ? 0 : name === baseline ? 1 : 2);
  return [...rows].sort((a, b) => rank(a.name) - rank(b.name));
}

function namedDistributions(metric: DistributionName, { rows }: Summary) {
  return rows.flatMap(({ name, result: { metrics } }) => {
    const distribution = metrics[metric];
    return distribution ? [{ name, distribution, retried: (metrics.amplification ?? 1) > 1 }] : [];
  });
}

const MEANINGS = {
  call: 'Call: first send to final answer, retries and back-off inside',
  latency: 'Latency: intended start to final answer, waiting and retries inside',
} as const;

function captionOf(metric: string, summary: Summary): string {
  const { rows } = summary;
  const counts = namedDistributions(metric as DistributionName, summary).map(
    ({ distribution }) => distribution.count,
  );
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const n =
    fewest === most ? countOf(most, 'item') : `${formatCount(fewest)} to ${countOf(most, 'item')}`;
  const rounds = Math.max(...rows.map(({ result }) => result.rounds.length));
  const over = rounds > 1 ? `, ${countOf(rounds, 'round')} together` : '';
  const hidden = counts.length - MOST_LINES;
  const rest = hidden > 0 ? ` +${formatCount(hidden)} hidden: the tables hold all.` : '';
  const meaning = metric === 'latency' ? MEANINGS.latency : MEANINGS.call;
  return `${meaning}; answered items, nearest-rank percentiles of ${n}${over}. Lines stop at the last percentile that so many items can carry; the marker is the slowest one.${rest}`;
}
