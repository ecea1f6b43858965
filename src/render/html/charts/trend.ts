import { axisUnit, formatDuration, formatInstant, formatShare, formatTick } from '../../format.ts';
import { shorten } from '../../markup.ts';
import type { Series } from '../../series.ts';
import { ticksAt, xAxis, yAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import { END_LABELS, endLabels } from './end-labels.ts';
import { withoutCovered } from './labels.ts';
import { markerAt } from './marker.ts';
import type { Interval, Scale } from './scale.ts';
import { linearScale, linearTicks, logDomain, logScale, logTicks, timeTicks } from './scale.ts';
import { group, line } from './shapes.ts';
import { label, pathThrough, picture, round } from './svg.ts';

/** One figure of a strategy in one file. */
export interface TrendPoint {
  /** Index into the files. */
  readonly file: number;
  readonly value: number;
  /** Lowest and highest round. */
  readonly low: number;
  readonly high: number;
}

export interface TrendData {
  /** In the order of their start. */
  readonly files: readonly {
    readonly label: string;
    /** When it began: milliseconds of the epoch, and RFC 3339. */
    readonly at: number;
    readonly started: string;
  }[];
  /** The first one is shown at first. */
  readonly metrics: readonly {
    readonly name: string;
    readonly unit: 'ms' | 'share';
    /** One a strategy. */
    readonly lines: readonly { readonly series: Series; readonly points: readonly TrendPoint[] }[];
  }[];
}

/** About the width of a character. */
const LETTER = 7;

/** Strategies further apart than this factor are drawn by factors: from 0 all but the slowest would look flat. */
const LOG_FROM = 8;

/** A figure of every strategy over the time at which the files were measured. */
export function trendChart({ files, metrics }: TrendData, view: View): Chart {
  const shown = metrics.find(({ name }) => name === view.metric) ?? metrics[0];
  const { name = '', unit = 'ms' } = shown ?? {};
  const isShown = ({ file }: TrendPoint) => !view.hidden?.has(files[file]?.label ?? '');
  const lines = (shown?.lines ?? []).map(({ series, points }) => ({
    series,
    points: points.filter(isShown),
  }));
  const narrow = view.width < 560;
  const right = view.width - (narrow ? 24 : END_LABELS);
  const plot: Plot = { left: 62, right, top: 16, bottom: narrow ? 232 : 292 };
  const x = timeScale(files, [plot.left + 12, plot.right - 12]);
  const { scale: y, ticks } = valueAxis(
    lines.flatMap(({ points }) => points),
    unit,
    [plot.bottom, plot.top],
  );
  const key = narrow ? keyBelow(lines, plot.bottom + 48, view.width) : { svg: '', bottom: 0 };
  const height = Math.max(plot.bottom + 48, key.bottom);
  const format = unit === 'ms' ? formatDuration : formatShare;
  const drawn = lines.map(({ series, points }) => lineOf(series, points, x, y));
  const ends = lines.flatMap(({ series, points }) => {
    const last = points.at(-1);
    return last ? [{ hue: series.hue, text: series.name, y: y(last.value) }] : [];
  });
  return {
    ...picture(
      { width: view.width, height },
      words(shown, files, format),
      yAxis(plot, y, ticks) +
        fileAxis(files, x, plot) +
        drawn.join('') +
        (narrow ? key.svg : endLabels(ends, plot)),
    ),
    plot,
    read(px) {
      const nearest = files.toSorted(
        (a, b) => distance(x, files, a, px) - distance(x, files, b, px),
      )[0];
      if (!nearest) return undefined;
      const file = files.indexOf(nearest);
      const rows = lines
        .flatMap(({ series, points }) => {
          const point = points.find((each) => each.file === file);
          return point ? [{ series, point }] : [];
        })
        .toSorted((a, b) => b.point.value - a.point.value)
        .map(({ series, point: { value, low, high } }) => ({
          hue: series.hue,
          name: series.name,
          text: high > low ? `${format(value)} (${format(low)} to ${format(high)})` : format(value),
        }));
      const title = `${name} in ${nearest.label}, ${formatInstant(nearest.started)}`;
      return { x: x(file), title, rows };
    },
  };
}

function distance(
  x: Scale,
  files: TrendData['files'],
  file: TrendData['files'][number],
  px: number,
): number {
  return Math.abs(x(files.indexOf(file)) - px);
}

/** From a file's index to its place: by when it began; evenly where that tells them not apart. */
function timeScale(files: TrendData['files'], range: Interval): Scale {
  const [first, last] = [files[0]?.at ?? 0, files.at(-1)?.at ?? 0];
  if (first === last) return linearScale([0, files.length - 1], range);
  const scale = linearScale([first, last], range);
  return (file) => scale(files[file]?.at ?? first);
}

function valueAxis(points: readonly TrendPoint[], unit: 'ms' | 'share', range: Interval) {
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (unit === 'ms' && least > 0 && most / least > LOG_FROM) {
    const [low, high] = logDomain(points.flatMap((point) => [point.low, point.high]));
    const domain: Interval = [low / 1.1, high * 1.1];
    return { scale: logScale(domain, range), ticks: ticksAt(logTicks(domain), formatTick) };
  }
  const top = Math.max(0, ...points.map(({ high }) => high));
  const domain: Interval = [0, top > 0 ? top * 1.05 : 1];
  const scale = linearScale(domain, range);
  if (unit === 'share') return { scale, ticks: ticksAt(linearTicks(domain, 5), formatShare) };
  const shown = axisUnit(domain[1]);
  return { scale, ticks: ticksAt(timeTicks(domain, 5), (value) => formatTick(value, shown)) };
}

/** The files' names where all of them fit, else the days on which they began, as far as there is room: the last one first. */
function fileAxis(files: TrendData['files'], x: Scale, plot: Plot): string {
  const labelled = (textOf: (file: TrendData['files'][number]) => string) =>
    files
      .map((each, file) => {
        const text = textOf(each);
        const half = (text.length * LETTER) / 2;
        return { from: x(file) - half, to: x(file) + half, y: 0, text, value: file };
      })
      .toReversed();
  const names = labelled(({ label: text }) => text);
  const fits = names.every(({ from, to }) => from >= 0 && to <= plot.right + 24);
  const days = labelled(({ started }) => dayOf(started, files));
  const all = fits && withoutCovered(names).length === names.length;
  return xAxis(plot, x, all ? names : withoutCovered(days));
}

/** Of files of one day the time of day. */
function dayOf(started: string, files: TrendData['files']): string {
  const days = new Set(files.map((file) => file.started.slice(0, 10)));
  return days.size > 1 ? started.slice(0, 10) : started.slice(11, 16);
}

function lineOf(series: Series, points: readonly TrendPoint[], x: Scale, y: Scale): string {
  const path = pathThrough(points.map(({ file, value }) => [x(file), y(value)]));
  const spread = points
    .filter(({ low, high }) => high > low)
    .map(({ file, low, high }) => {
      const at = round(x(file));
      return `M${at} ${round(y(low))}V${round(y(high))}M${at - 4} ${round(y(low))}h8M${at - 4} ${round(y(high))}h8`;
    });
  const markers = points.map(({ file, value }) => markerAt(series, x(file), y(value)));
  return group(
    series.hue,
    line(path, 2, series.dash) + line(spread.join(''), 1) + markers.join(''),
  );
}

/** Where there is no room beside the lines: which is which, below them. */
function keyBelow(lines: readonly { readonly series: Series }[], top: number, width: number) {
  let [left, y] = [0, top];
  const entries = lines.map(({ series }) => {
    const name = shorten(series.name, 40);
    const room = 36 + Array.from(name).length * LETTER + 14;
    if (left > 0 && left + room > width) [left, y] = [0, y + 22];
    const mark =
      line(`M${left} ${y}h28`, 2, series.dash) +
      markerAt(series, left + 14, y) +
      label(left + 36, y + 4, name);
    left += room;
    return group(series.hue, mark);
  });
  return { svg: entries.join(''), bottom: y + 14 };
}

function words(
  shown: TrendData['metrics'][number] | undefined,
  files: TrendData['files'],
  format: (value: number) => string,
) {
  const said = (shown?.lines ?? []).map(({ series, points }) => {
    const values = points.map(({ file, value }) => `${files[file]?.label} ${format(value)}`);
    return `${series.name}: ${values.join(', ')}.`;
  });
  return { title: `${shown?.name ?? ''} of every strategy over time`, description: said.join(' ') };
}
