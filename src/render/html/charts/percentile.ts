import { shareOfStep } from '../../../core/percentile-steps.ts';
import { countOf, formatDuration, formatShare, formatTick } from '../../format.ts';
import type { Series } from '../../series.ts';
import type { Tick } from './axis.ts';
import { ticksAt, xAxis, xTitle, yAxis } from './axis.ts';
import type { Chart, Plot, Reading, View } from './drawing.ts';
import { END_LABELS, endLabels } from './end-labels.ts';
import { limitLine } from './limit-line.ts';
import { markerAt } from './marker.ts';
import type { Interval } from './scale.ts';
import { linearScale, logDomain, logScale, logTicks, timeTicks } from './scale.ts';
import { group, line as stroke } from './shapes.ts';
import { pathThrough, picture } from './svg.ts';

/** Half of the widest number below the axis, 99.999, whose middle is its right end. */
const LAST_TICK = 22;

/** One line of the chart. */
export interface PercentileLine {
  readonly series: Series;
  /** Values behind it. */
  readonly count: number;
  /** From the minimum to 1 − 1/n, ascending, at equal steps. */
  readonly ms: readonly number[];
  readonly max: number;
  /** Said beside the name: which file it is from. */
  readonly note?: string;
}

/** What an axis is chosen by. */
export interface Extent {
  readonly lowest: number;
  /** The smallest and the largest maximum. */
  readonly maxima: Interval;
}

/** What an axis of these lines is chosen by. */
export function extentOf(lines: readonly PercentileLine[]): Extent {
  if (lines.length === 0) return { lowest: 0, maxima: [0, 0] };
  const maxima = lines.map(({ max }) => max);
  return {
    lowest: Math.min(...lines.map(({ ms, max }) => ms[0] ?? max)),
    maxima: [Math.min(...maxima), Math.max(...maxima)],
  };
}

/** Everything that the chart may show: one metric at a time. */
export interface PercentileData {
  /** The first one is shown at first. */
  readonly metrics: readonly {
    readonly name: string;
    readonly lines: readonly PercentileLine[];
    /** Largest value that a threshold allows, in milliseconds. */
    readonly limit?: number;
    /** All lines of charts beside each other, which share an axis; this chart's own lines unless given. */
    readonly extent?: Extent;
  }[];
}

/** Below this width there is no room for names at the ends of the lines. */
const NARROW = 560;
/** Maxima further apart than this factor need a log axis. */
const LOG_FROM = 4;

/**
 * Durations of a metric in one of two views. `tail`: duration over percentile, each step to the right ten times rarer; a
 * line ends at the last percentile that its sample carries, 1 − 1/n, and the marker above its end is the maximum. `share`:
 * how many per cent were done within a duration.
 */
export function percentileChart(data: PercentileData, view: View): Chart {
  const shown = data.metrics.find(({ name }) => name === view.metric) ?? data.metrics[0];
  const lines = (shown?.lines ?? []).filter(({ series }) => !view.hidden?.has(series.name));
  const metric = shown?.name ?? '';
  const narrow = view.width < NARROW;
  const height = narrow ? 280 : 340;
  const frame: Frame = {
    width: view.width,
    height,
    narrow,
    metric,
    limit: shown?.limit,
    extent: shown?.extent ?? extentOf(lines),
    plot: {
      left: 58,
      right: view.width - (narrow ? LAST_TICK : END_LABELS),
      top: 16,
      bottom: height - 48,
    },
  };
  return view.mode === 'share' ? shareChart(lines, frame) : tailChart(lines, frame);
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly narrow: boolean;
  readonly metric: string;
  readonly limit: number | undefined;
  readonly extent: Extent;
  readonly plot: Plot;
}

function tailChart(lines: readonly PercentileLine[], frame: Frame): Chart {
  const { plot, narrow, metric } = frame;
  const decades = Math.max(Math.log10(2), ...lines.map(decadesOf));
  const x = linearScale([0, decades], [plot.left, plot.right]);
  const y = latencyAxis(frame, [plot.bottom, plot.top + 6]);
  const axes =
    yAxis(plot, y.scale, y.ticks) +
    xAxis(plot, (share) => x(-Math.log10(1 - share)), shareTicks(decades, narrow)) +
    xTitle(plot, `percentile of ${metric}${narrow ? '' : '; the scale stretches the tail'}`);
  const drawn = lines.map((line) => {
    const path = line.ms.map(
      (ms, step) => [x(-Math.log10(1 - shareAt(line, step))), y.scale(ms)] as const,
    );
    return lineOf(line, path, [x(decadesOf(line)), y.scale(line.max)]);
  });
  const ends = lines.map(({ series, note, max }) => ({
    hue: series.hue,
    text: note ?? series.name,
    y: y.scale(max),
  }));
  const names = narrow ? '' : endLabels(ends, plot);
  const content = axes + limitLine(frame.limit, y.scale, plot) + drawn.join('') + names;
  return {
    ...picture(frame, words(lines, metric), content),
    plot,
    read(at) {
      const share = 1 - 10 ** -linearScale([plot.left, plot.right], [0, decades])(at);
      return reading(at, `p${Number((share * 100).toPrecision(4))} of ${metric}`, lines, (line) => {
        const ms = line.ms[stepOf(line, share)];
        const known = ms !== undefined && share <= lastShare(line) + 1e-9;
        return known ? { value: ms, text: formatDuration(ms) } : undefined;
      });
    },
  };
}

function shareChart(lines: readonly PercentileLine[], frame: Frame): Chart {
  const { plot, metric } = frame;
  const x = latencyAxis(frame, [plot.left, plot.right]);
  const y = linearScale([0, 1], [plot.bottom, plot.top]);
  const axes =
    yAxis(plot, y, ticksAt([0, 0.25, 0.5, 0.75, 0.95, 1], formatShare)) +
    xAxis(plot, x.scale, x.ticks) +
    xTitle(plot, `share of items with a ${metric} of at most this`);
  const drawn = lines.map((line) => {
    const steps = line.ms.flatMap((ms, step) => {
      const at = x.scale(ms);
      return [
        [at, y(shareAt(line, step))],
        [at, y(shareAt(line, step + 1))],
      ] as const;
    });
    const end = [x.scale(line.max), y(1)] as const;
    return lineOf(line, [...steps, end], end);
  });
  const limit = limitLine(frame.limit, x.scale, plot, true);
  return {
    ...picture(frame, words(lines, metric), axes + limit + drawn.join('')),
    plot,
    read(at) {
      const ms = x.invert(at);
      return reading(at, `${metric} up to ${formatDuration(ms)}`, lines, (line) => {
        const done = line.ms.filter((value) => value <= ms).length;
        const above = line.max <= ms ? 1 : shareAt(line, done);
        return { value: above, text: formatShare(Math.round(above * 1_000) / 1_000) };
      });
    },
  };
}

type Point = readonly [x: number, y: number];

/** The marker stands at the maximum. */
function lineOf({ series }: PercentileLine, path: readonly Point[], [x, y]: Point): string {
  const { hue, dash } = series;
  return group(hue, stroke(pathThrough(path), 2, dash) + markerAt(series, x, y));
}

function reading(
  x: number,
  title: string,
  lines: readonly PercentileLine[],
  find: (line: PercentileLine) => { readonly value: number; readonly text: string } | undefined,
): Reading {
  const rows = lines
    .map((line) => ({ line, found: find(line) }))
    .sort((a, b) => (b.found?.value ?? -1) - (a.found?.value ?? -1))
    .map(({ line, found }) => ({
      hue: line.series.hue,
      name: nameOf(line),
      text: found?.text ?? '–',
    }));
  return { x, title, rows };
}

function nameOf({ series, note }: PercentileLine): string {
  return note === undefined ? series.name : `${series.name}, ${note}`;
}

/** The last step has no successor: all values are at or below the maximum. */
function shareAt({ count, ms }: PercentileLine, step: number): number {
  return step >= ms.length ? 1 : shareOfStep(step, ms.length, count);
}

function stepOf(line: PercentileLine, share: number): number {
  let step = 0;
  while (step + 1 < line.ms.length && shareAt(line, step + 1) <= share + 1e-9) step++;
  return step;
}

function lastShare(line: PercentileLine): number {
  return line.ms.length === 0 ? 0 : shareAt(line, line.ms.length - 1);
}

function decadesOf(line: PercentileLine): number {
  return -Math.log10(1 - lastShare(line));
}

function latencyAxis({ limit, extent }: Frame, range: Interval) {
  const [lowest, highest] = logDomain(extent.maxima);
  const bounds = [...extent.maxima, ...(limit === undefined ? [] : [limit])];
  if (highest / lowest > LOG_FROM) {
    const domain = logDomain([extent.lowest, ...bounds]);
    const [low, high] = domain;
    return {
      scale: logScale(domain, range),
      ticks: ticksAt(logTicks(domain), formatTick),
      invert: (at: number) => low * (high / low) ** linearScale(range, [0, 1])(at),
    };
  }
  const domain: Interval = [0, Math.max(0.001, ...bounds)];
  return {
    scale: linearScale(domain, range),
    ticks: ticksAt(timeTicks(domain, 5), (value) => formatTick(value, unitOf(domain))),
    invert: (at: number) => Math.max(0, linearScale(range, domain)(at)),
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
  if (decades <= (narrow ? 2.5 : 4)) shares.push(0.95);
  for (let nines = 2; nines <= decades + 1e-9; nines++) shares.push(1 - 10 ** -nines);
  return ticksAt(
    shares.filter((share) => -Math.log10(1 - share) <= decades + 1e-9),
    (share) => String(Number((share * 100).toPrecision(10))),
  );
}

function words(lines: readonly PercentileLine[], metric: string) {
  const description = lines
    .map((line) => {
      const { ms, max, count } = line;
      const median = ms[stepOf(line, 0.5)] ?? max;
      return `${nameOf(line)}: median ${formatDuration(median)}, maximum ${formatDuration(max)} of ${countOf(count, 'value')}.`;
    })
    .join(' ');
  return { title: `Percentiles of ${metric}`, description };
}
