import { formatCount, formatDuration, formatPerSecond, formatTick } from '../../format.ts';
import type { Series } from '../../series.ts';
import { ticksAt, timeAxisTicks, xAxis, yAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import type { Interval, Scale } from './scale.ts';
import { linearScale, logScale, logTicks } from './scale.ts';
import { area, group, line } from './shapes.ts';
import { BOLD, END, element, HALO, label, pathThrough, picture, round } from './svg.ts';

/** Durations over time: how many, how long, when. */
export interface HeatData {
  readonly series: Series;
  readonly metric: string;
  /** Milliseconds a column. */
  readonly bucket: number;
  /** Milliseconds: lower edge of the lowest row, and the factor from one row to the next. */
  readonly from: number;
  readonly factor: number;
  readonly columns: readonly (readonly number[])[];
  /** Milliseconds, one a column; absent where nothing was done. */
  readonly p50: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
  /** One value a column. */
  readonly completed: readonly number[];
  readonly started: readonly number[];
  readonly refused: readonly number[];
}

const LEVELS = 9;
const STRONGEST = 0.92;
/** The highest line on which a name is not cut off. */
const NAME_HEIGHT = 12;

/** A heat-map with median and 99th percentile, and below it what was done and refused in the same time. */
export function heatChart(data: HeatData, view: View): Chart {
  const { columns, bucket, from, factor, series } = data;
  const narrow = view.width < 560;
  const end = columns.length * bucket;
  const domain: Interval = view.zoom ?? [0, end];
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const span: Interval = [from, from * factor ** rows];
  const plot: Plot = { left: 58, right: view.width - 14, top: 10, bottom: narrow ? 200 : 250 };
  const strip: Plot = { ...plot, top: plot.bottom + 10, bottom: plot.bottom + 58 };
  const x = linearScale(domain, [plot.left, plot.right]);
  const y = logScale(span, [plot.bottom, plot.top]);
  const ticks = ticksAt(logTicks(span), formatTick);
  const content =
    group(series.hue, cells(data, domain, x, y)) +
    yAxis(plot, y, ticks) +
    quantile(data.p50, bucket, domain, x, y, { name: 'p50', dash: '', dy: 16 }) +
    quantile(data.p99, bucket, domain, x, y, { name: 'p99', dash: '5 3', dy: -6 }) +
    flow(data, domain, x, strip) +
    xAxis(strip, x, timeAxisTicks(domain, view.width));
  const size = { width: view.width, height: strip.bottom + 26 };
  return {
    ...picture(size, view.words, content),
    plot: { ...plot, bottom: strip.bottom },
    time: domain,
    read(at) {
      const time = linearScale([plot.left, plot.right], domain)(at);
      const column = Math.floor(time / bucket);
      const { hue } = series;
      const row = (name: string, text: string) => ({ hue, name, text });
      return {
        x: at,
        title: formatDuration(Math.max(0, time)),
        rows: [
          row('p99', formatDuration(data.p99[column] ?? undefined)),
          row('p50', formatDuration(data.p50[column] ?? undefined)),
          row('started', formatPerSecond((data.started[column] ?? 0) / (bucket / 1_000))),
          row('429', formatCount(data.refused[column] ?? 0)),
        ],
      };
    },
  };
}

/** All cells of one level are one path. */
function cells(
  { columns, bucket, from, factor }: HeatData,
  [low, high]: Interval,
  x: Scale,
  y: Scale,
): string {
  const most = Math.max(1, ...columns.map((column) => Math.max(0, ...column)));
  const paths = Array.from({ length: LEVELS }, () => '');
  columns.forEach((column, i) => {
    const left = Math.max(low, i * bucket);
    const right = Math.min(high, (i + 1) * bucket);
    if (right <= left) return;
    column.forEach((count, row) => {
      if (count === 0) return;
      const strength = Math.log(count + 1) / Math.log(most + 1);
      const level = Math.min(LEVELS - 1, Math.floor(strength * LEVELS));
      const bottom = y(from * factor ** row);
      const top = y(from * factor ** (row + 1));
      const width = round(x(right) - x(left));
      paths[level] += `M${round(x(left))} ${round(top)}h${width}v${round(bottom - top)}h${-width}z`;
    });
  });
  return paths
    .map((d, level) => {
      return area(d, String(round((100 * STRONGEST * (level + 1)) / LEVELS) / 100));
    })
    .join('');
}

/** Its name stands above or below its end: both lines may end at the same height. */
function quantile(
  values: readonly (number | null)[],
  bucket: number,
  [low, high]: Interval,
  x: Scale,
  y: Scale,
  { name, dash, dy }: { readonly name: string; readonly dash: string; readonly dy: number },
): string {
  const points = values.flatMap((ms, i) => {
    const time = (i + 0.5) * bucket;
    return ms === null || time < low || time > high ? [] : [[x(time), y(ms)] as const];
  });
  const last = points.at(-1);
  if (!last) return '';
  const d = pathThrough(points);
  const halo = element('path', { d, fill: 'none', ...HALO, stroke: 'none' });
  const text = label(last[0], Math.max(NAME_HEIGHT, last[1] + dy), name, {
    ...HALO,
    ...END,
    ...BOLD,
  });
  return group('ink', halo + line(d, 1.6, dash) + text);
}

/** Attempts started a second as a line, refusals as bars, on one time axis with the map. */
function flow(data: HeatData, [low, high]: Interval, x: Scale, plot: Plot): string {
  const { started, refused, bucket, series } = data;
  const seconds = bucket / 1_000;
  const most = Math.max(1e-9, ...started, ...refused) / seconds;
  const y = linearScale([0, most], [plot.bottom, plot.top]);
  const inside = (i: number) => (i + 1) * bucket > low && i * bucket < high;
  const left = (i: number) => x(Math.max(low, i * bucket));
  const right = (i: number) => x(Math.min(high, (i + 1) * bucket));
  const steps = started.flatMap((count, i) =>
    inside(i)
      ? [[left(i), y(count / seconds)] as const, [right(i), y(count / seconds)] as const]
      : [],
  );
  const bars = refused.map((count, i) => {
    if (count === 0 || !inside(i)) return '';
    const height = round(plot.bottom - y(count / seconds));
    return `M${round(left(i))} ${plot.bottom}h${round(right(i) - left(i))}v${-height}h${round(left(i) - right(i))}z`;
  });
  const red = area(bars.join(''));
  const name = label(plot.right, plot.top + 12, '429s', { ...HALO, ...END });
  return (
    yAxis(plot, y, ticksAt([most], formatPerSecond)) +
    group(series.hue, line(pathThrough(steps), 1.5)) +
    group('bad', red && red + name)
  );
}
