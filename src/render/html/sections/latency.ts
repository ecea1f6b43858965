import { percentileCurve } from '../../../analyze/percentiles.ts';
import type { Summary } from '../../../analyze/summary.ts';
import type { Distribution } from '../../../core/run-result.ts';
import { countOf, formatCount } from '../../format.ts';
import { latencyFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import { swatch } from '../charts/marker.ts';
import { percentileChart } from '../charts/percentile.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import type { LegendEntry } from './verdict.ts';

/** How long calls took, from the median to the slowest. */
export interface LatencyView {
  readonly heading: string;
  readonly caption: string;
  readonly figure: Figure;
  readonly legend: readonly LegendEntry[];
}

/**
 * `call`, because every item is intended at the start: `latency` would show the waiting in line, which is the makespan
 * seen from the side.
 */
const METRIC = 'call';
const MOST_LINES = 8;

interface Line {
  readonly series: Series;
  readonly distribution: Distribution;
  readonly retried: boolean;
}

export function latencyView(
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): LatencyView | undefined {
  const lines = linesOf(summary, series);
  if (lines.length === 0) return undefined;
  const drawn = lines.slice(0, MOST_LINES);
  const chart = drawn.map(({ series: identity, distribution }) => ({
    series: identity,
    points: percentileCurve(distribution),
    max: distribution.max_ms,
  }));
  return {
    heading: latencyFinding(lines.map((line) => ({ name: line.series.name, ...line }))),
    caption: captionOf(lines, summary),
    figure: figureOf((width) => percentileChart(chart, { width, metric: METRIC })),
    legend: drawn.map(({ series: each }) => ({ name: each.name, swatch: swatch(each) })),
  };
}

/** Recommended first, then the baseline, then as in the table: the first eight are drawn. */
function linesOf(
  { rows, recommendation, baseline }: Summary,
  series: ReadonlyMap<string, Series>,
): readonly Line[] {
  const rank = (name: string) => (name === recommendation.strategy ? 0 : name === baseline ? 1 : 2);
  return [...rows]
    .sort((a, b) => rank(a.name) - rank(b.name))
    .flatMap(({ name, result: { metrics } }) => {
      const identity = series.get(name);
      const distribution = metrics[METRIC];
      const retried = (metrics.amplification ?? 1) > 1;
      return identity && distribution ? [{ series: identity, distribution, retried }] : [];
    });
}

function captionOf(lines: readonly Line[], { rows }: Summary): string {
  const counts = lines.map(({ distribution }) => distribution.count);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const n =
    fewest === most ? countOf(most, 'item') : `${formatCount(fewest)} to ${countOf(most, 'item')}`;
  const rounds = Math.max(...rows.map(({ result }) => result.rounds.length));
  const over = rounds > 1 ? `, ${countOf(rounds, 'round')} together` : '';
  const hidden = lines.length - MOST_LINES;
  const rest = hidden > 0 ? ` ${formatCount(hidden)} more are in the tables only.` : '';
  return `Call: first send to final answer, retries and back-off inside; answered items, nearest-rank percentiles of ${n}${over}. Lines stop at the last percentile that so many items can carry; the marker is the slowest one.${rest}`;
}
