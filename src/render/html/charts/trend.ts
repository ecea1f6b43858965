import { axisUnit, formatDuration, formatInstant, formatShare, formatTick } from '../../format.ts';
import { shorten } from '../../markup.ts';
import type { Series } from '../../series.ts';
import { ticksAt, xGrid, yAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import type { EndLabel } from './end-labels.ts';
import { END_LABELS, endLabels } from './end-labels.ts';
import { withoutCovered } from './labels.ts';
import { markerAt } from './marker.ts';
import type { Interval, Scale } from './scale.ts';
import { linearScale, linearTicks, timeTicks } from './scale.ts';
import { group, line } from './shapes.ts';
import { BOLD, END, HALO, label, MIDDLE, pathThrough, picture, round } from './svg.ts';

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

/** A figure of every strategy over the time at which the files were measured. Always from 0. */
export function trendChart({ files, metrics }: TrendData, view: View): Chart {
  const shown = metrics.find(({ name }) => name === view.metric) ?? metrics[0];
  const { name = '', unit = 'ms' } = shown ?? {};
  const isShown = ({ file }: TrendPoint) => !view.hidden?.has(files[file]?.label ?? '');
  const lines = (shown?.lines ?? []).map(({ series, points }) => ({
    series,
    points: points.filter(isShown),
  }));
  const narrow = view.width < 560;
  const height = narrow ? 280 : 340;
  const right = view.width - (narrow ? 24 : END_LABELS);
  const plot: Plot = { left: 62, right, top: 16, bottom: height - 48 };
  const x = timeScale(files, [plot.left + 12, plot.right - 12]);
  const most = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ high }) => high)));
  const domain: Interval = [0, most > 0 ? most * 1.05 : 1];
  const y = linearScale(domain, [plot.bottom, plot.top]);
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
      yAxis(plot, y, ticksOf(domain, unit)) +
        fileAxis(files, x, plot, narrow) +
        drawn.join('') +
        (narrow ? innerLabels(ends, plot) : endLabels(ends, plot)),
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

function ticksOf(domain: Interval, unit: 'ms' | 'share') {
  if (unit === 'ms') {
    const scale = axisUnit(domain[1]);
    return ticksAt(timeTicks(domain, 5), (value) => formatTick(value, scale));
  }
  return ticksAt(linearTicks(domain, 5), formatShare);
}

/** A grid line a file; its name as far as there is room, the last one first. */
function fileAxis(files: TrendData['files'], x: Scale, plot: Plot, narrow: boolean): string {
  const lines = files.map((_, file) => ({ value: file, text: '' }));
  const names = files
    .map(({ label: text }, file) => {
      const name = shorten(text, narrow ? 12 : 20);
      const half = (name.length * LETTER) / 2;
      return { from: x(file) - half, to: x(file) + half, y: 0, name, file };
    })
    .toReversed();
  const texts = withoutCovered(names).map(({ name, file }) =>
    label(x(file), plot.bottom + 18, name, MIDDLE),
  );
  return xGrid(plot, x, lines) + group('muted', texts.join(''));
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

/** Where there is no room beside the lines: above their ends, as far as they do not cover each other. */
function innerLabels(ends: readonly EndLabel[], plot: Plot): string {
  const boxes = ends.map((each) => ({ ...each, from: plot.left, to: plot.right }));
  return withoutCovered(boxes)
    .map(({ hue, text, y }) => {
      const style = { ...HALO, ...END, ...BOLD };
      return group(hue, label(plot.right - 18, y - 6, shorten(text, 20), style));
    })
    .join('');
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
