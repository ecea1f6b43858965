import { formatDuration, formatTick } from '../../format.ts';
import { shorten } from '../../markup.ts';
import type { Series } from '../../series.ts';
import type { Plot, Tick } from './axis.ts';
import { xAxis, yAxis } from './axis.ts';
import { markerAt } from './marker.ts';
import { colour } from './palette.ts';
import type { Interval, Scale } from './scale.ts';
import { linearScale, logDomain, logScale, logTicks, timeTicks } from './scale.ts';
import type { Chart } from './svg.ts';
import { element, label, pathThrough, picture } from './svg.ts';

/** One line of the chart. */
export interface PercentileSeries {
  readonly series: Series;
  /** From the minimum to 1 − 1/n, ascending. */
  readonly points: readonly { readonly share: number; readonly ms: number }[];
  readonly max: number;
}

export interface PercentileOptions {
  readonly width: number;
  /** What the values are: `call`. */
  readonly metric: string;
}

/** Below this width there is no room for names at the ends of the lines. */
const NARROW = 560;
/** Maxima further apart than this factor need a log axis. */
const LOG_FROM = 4;
const LABEL_GAP = 16;

/**
 * Latency over percentile, each step to the right ten times rarer. A line ends at the last percentile that its sample
 * carries, 1 − 1/n; the marker above its end is the maximum.
 */
export function percentileChart(
  lines: readonly PercentileSeries[],
  { width, metric }: PercentileOptions,
): Chart {
  const narrow = width < NARROW;
  const height = narrow ? 260 : 340;
  const plot = { left: 58, right: width - (narrow ? 12 : 168), top: 16, bottom: height - 48 };
  const decades = Math.max(Math.log10(2), ...lines.map(({ points }) => decadesOf(points)));
  const x = linearScale([0, decades], [plot.left, plot.right]);
  const y = latencyAxis(lines, plot);

  const axes =
    yAxis(plot, y.scale, y.ticks) +
    xAxis(plot, (share) => x(-Math.log10(1 - share)), shareTicks(decades, narrow)) +
    element(
      'g',
      colour('muted'),
      label((plot.left + plot.right) / 2, height - 6, axisTitle(metric, narrow), {
        'text-anchor': 'middle',
      }),
    );
  const drawn = lines.map((line) => drawLine(line, x, y.scale)).join('');
  const names = narrow ? '' : endLabels(lines, y.scale, plot);
  return picture({ width, height }, words(lines, metric), axes + drawn + names);
}

function axisTitle(metric: string, narrow: boolean): string {
  return `percentile of ${metric}${narrow ? '' : '; the scale stretches the tail'}`;
}

function decadesOf(points: PercentileSeries['points']): number {
  return -Math.log10(1 - (points.at(-1)?.share ?? 0));
}

function latencyAxis(
  lines: readonly PercentileSeries[],
  plot: Plot,
): { readonly scale: Scale; readonly ticks: readonly Tick[] } {
  const range: Interval = [plot.bottom, plot.top + 6];
  const maxima = lines.map(({ max }) => max);
  const [lowest, highest] = logDomain(maxima);
  if (highest / lowest > LOG_FROM) {
    const domain = logDomain(lines.flatMap(({ points, max }) => [points[0]?.ms ?? max, max]));
    return {
      scale: logScale(domain, range),
      ticks: logTicks(domain).map((value) => ({ value, text: formatTick(value) })),
    };
  }
  const domain: Interval = [0, Math.max(0.001, ...maxima)];
  return {
    scale: linearScale(domain, range),
    ticks: timeTicks(domain, 5).map((value) => ({
      value,
      text: formatTick(value, unitOf(domain)),
    })),
  };
}

function unitOf([, high]: Interval): { readonly unit: string; readonly ms: number } {
  return high >= 1_000 ? { unit: 's', ms: 1_000 } : { unit: 'ms', ms: 1 };
}

/** 0, 50, 75, 90, 95, 99, 99.9 …: as far as the data reach and the room allows. */
function shareTicks(decades: number, narrow: boolean): readonly Tick[] {
  const shares = [0, 0.5];
  if (!narrow && decades <= 3) shares.push(0.75);
  shares.push(0.9);
  if (decades <= 4) shares.push(0.95);
  for (let nines = 2; nines <= decades + 1e-9; nines++) shares.push(1 - 10 ** -nines);
  return shares
    .filter((share) => -Math.log10(1 - share) <= decades + 1e-9)
    .map((value) => ({ value, text: String(Number((value * 100).toPrecision(10))) }));
}

function drawLine({ series, points, max }: PercentileSeries, x: Scale, y: Scale): string {
  const path = points.map(({ share, ms }) => [x(-Math.log10(1 - share)), y(ms)] as const);
  const line = element('path', {
    d: pathThrough(path),
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 2,
    'stroke-linejoin': 'round',
    'stroke-dasharray': series.dash || undefined,
  });
  return element('g', colour(series.hue), line + markerAt(series, x(decadesOf(points)), y(max)));
}

/** Names beside the ends, pushed apart so that none covers another. */
function endLabels(lines: readonly PercentileSeries[], y: Scale, plot: Plot): string {
  const sorted = [...lines].sort((a, b) => y(a.max) - y(b.max));
  let next = plot.top;
  const spread = sorted.map((line) => {
    const at = Math.max(next, y(line.max));
    next = at + LABEL_GAP;
    return { line, at };
  });
  const overshoot = Math.max(0, next - LABEL_GAP - plot.bottom);
  return spread
    .map(({ line: { series }, at }) =>
      element(
        'g',
        colour(series.hue),
        label(plot.right + 14, at - overshoot + 4, shorten(series.name, 20), {
          'font-weight': 600,
        }),
      ),
    )
    .join('');
}

function words(lines: readonly PercentileSeries[], metric: string) {
  const description = lines
    .map(({ series, points, max }) => {
      const median = points.find(({ share }) => share >= 0.5)?.ms ?? max;
      return `${series.name}: median ${formatDuration(median)}, maximum ${formatDuration(max)}.`;
    })
    .join(' ');
  return { title: `Percentiles of ${metric}`, description };
}
