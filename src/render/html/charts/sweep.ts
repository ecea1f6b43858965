import { formatCount, formatPerSecond } from '../../format.ts';
import { shorten } from '../../markup.ts';
import type { Series } from '../../series.ts';
import { ticksAt, xAxis, xTitle, yAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import { pointMark } from './point.ts';
import type { Interval, Scale } from './scale.ts';
import { linearScale, linearTicks, logDomain, logScale } from './scale.ts';
import { group, line } from './shapes.ts';
import { BOLD, END, element, HALO, label, pathThrough, picture, round } from './svg.ts';

/** One value of the option that was searched. */
export interface SweepPoint {
  readonly value: number;
  /** Completed items per second. */
  readonly perSecond: number;
  readonly feasible: boolean;
  readonly best: boolean;
}

export interface SweepData {
  readonly series: Series;
  /** What was varied: `pool.size`. */
  readonly option: string;
  /** By value. */
  readonly points: readonly SweepPoint[];
  /** Values that do as well as the best. */
  readonly tied?: { readonly from: number; readonly to: number };
  /** The first value that does not keep to the constraints. */
  readonly failing?: number;
  /** The value that Little's law gives. */
  readonly little?: number;
  /** The fitted Universal Scalability Law at rising values. */
  readonly usl?: readonly (readonly [value: number, perSecond: number])[];
}

/** Pixels between two lines of the hatching. */
const HATCH = 9;

/** Value against throughput, with what the search found and what theory says of it. */
export function sweepChart(data: SweepData, view: View): Chart {
  const { series, points } = data;
  const narrow = view.width < 560;
  const height = narrow ? 260 : 300;
  const plot: Plot = { left: 58, right: view.width - 24, top: 18, bottom: height - 48 };
  const most = Math.max(1e-9, ...points.map(({ perSecond }) => perSecond)) * 1.12;
  const domain = logDomain(points.map(({ value }) => value));
  const x = logScale([domain[0] / 1.1, domain[1] * 1.1], [plot.left, plot.right]);
  const y = linearScale([0, most], [plot.bottom, plot.top]);
  const at = ({ value, perSecond }: SweepPoint) => [x(value), y(perSecond)] as const;
  return {
    ...picture(
      { width: view.width, height },
      view.words,
      band(data, x, plot) +
        axes(plot, x, y, { domain, most, option: data.option }) +
        hatching(data, x, plot) +
        theory(data, { x, y, most }, plot) +
        group(
          series.hue,
          line(pathThrough(points.map(at)), 2) +
            points
              .map((point) => pointMark(at(point), { hollow: !point.feasible, best: point.best }))
              .join(''),
        ) +
        bestLabel(points, at, plot),
    ),
    plot,
    read(px) {
      const [nearest] = points.toSorted(
        (a, b) => Math.abs(x(a.value) - px) - Math.abs(x(b.value) - px),
      );
      if (!nearest) return undefined;
      const row = (name: string, text: string) => ({ hue: series.hue, name, text });
      return {
        x: x(nearest.value),
        title: `${data.option} ${nearest.value}`,
        rows: [
          row('throughput', formatPerSecond(nearest.perSecond)),
          row('constraints', nearest.feasible ? 'kept' : 'not kept'),
        ],
      };
    },
  };
}

interface Ends {
  readonly domain: Interval;
  readonly most: number;
  readonly option: string;
}

function axes(plot: Plot, x: Scale, y: Scale, { domain: [low, high], most, option }: Ends): string {
  const from = Math.ceil(Math.log2(low) - 1e-9);
  const doublings = Math.floor(Math.log2(high) + 1e-9) - from + 1;
  const values = Array.from({ length: Math.max(0, doublings) }, (_, i) => 2 ** (from + i));
  const caption = `${shorten(option, 20)}; up: completed items per second`;
  return (
    yAxis(plot, y, ticksAt(linearTicks([0, most], 5))) +
    xAxis(plot, x, ticksAt(values, formatCount)) +
    xTitle(plot, caption)
  );
}

/** Where a value is as good as the best one. */
function band({ tied }: SweepData, x: Scale, plot: Plot): string {
  if (!tied) return '';
  // A single value still shows.
  const left = x(tied.from) - 3;
  const rect = element('rect', {
    x: left,
    y: plot.top,
    width: x(tied.to) + 3 - left,
    height: plot.bottom - plot.top,
    fill: 'currentColor',
    'fill-opacity': '0.12',
  });
  return group('good', rect);
}

/** From the first failing value on. */
function hatching({ failing }: SweepData, x: Scale, { top, bottom, right }: Plot): string {
  if (failing === undefined) return '';
  const left = x(failing);
  const tall = bottom - top;
  const count = Math.max(0, Math.floor((right - left + tall) / HATCH));
  const lines = Array.from({ length: count }, (_, i) => {
    // Rising lines, each cut where it leaves the region.
    const foot = left - tall + i * HATCH;
    const start = Math.max(left, foot);
    const end = Math.min(right, foot + tall);
    return end > start
      ? `M${round(start)} ${round(bottom - (start - foot))}L${round(end)} ${round(bottom - (end - foot))}`
      : '';
  });
  const edge = `M${round(left)} ${top}V${bottom}`;
  const d = lines.join('') + edge;
  const path = { d, fill: 'none', stroke: 'currentColor', 'stroke-width': 1 };
  const hatched = element('path', { ...path, 'stroke-opacity': '0.35' });
  return group('bad', hatched);
}

/** Little's bound and the fitted law: thin, because they only explain. */
function theory(
  { little, usl = [], points }: SweepData,
  { x, y, most }: { readonly x: Scale; readonly y: Scale; readonly most: number },
  plot: Plot,
): string {
  const [low = 0, high = 0] = [points[0]?.value, points.at(-1)?.value];
  const bound =
    little === undefined || little < low || little > high
      ? ''
      : line(`M${round(x(little))} ${plot.top}V${plot.bottom}`, 1, '2 3') +
        label(x(little) - 5, plot.top + 12, 'Little', { ...HALO, ...END });
  const shown = usl.filter(([, perSecond]) => perSecond <= most);
  const last = shown.at(-1);
  const law = last
    ? line(pathThrough(shown.map(([value, perSecond]) => [x(value), y(perSecond)])), 1, '6 3') +
      label(x(last[0]) - 4, y(last[1]) - 6, 'USL', { ...HALO, ...END })
    : '';
  return group('muted', bound + law);
}

function bestLabel(
  points: readonly SweepPoint[],
  at: (point: SweepPoint) => readonly [number, number],
  plot: Plot,
): string {
  const best = points.find((point) => point.best);
  if (!best) return '';
  const [x, y] = at(best);
  // A curve that rises leaves the room below it, on the right.
  const right = x < plot.right - 70;
  const anchor = { ...HALO, ...BOLD, ...(!right && END) };
  const text = label(x + (right ? 14 : -14), y + 24, `★ ${formatCount(best.value)}`, anchor);
  return group('ink', text);
}
