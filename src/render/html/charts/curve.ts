import { formatDuration, formatPerSecond, formatShare, formatTick } from '../../format.ts';
import type { Series } from '../../series.ts';
import { ticksAt, xAxis, xTitle, yAxis } from './axis.ts';
import { bestLabel, bestPlace } from './best-label.ts';
import type { Chart, Plot, View } from './drawing.ts';
import { withoutCovered } from './labels.ts';
import { limitLine } from './limit-line.ts';
import { pointMark } from './point.ts';
import type { Interval } from './scale.ts';
import { linearScale, linearTicks, logDomain, logScale, logTicks } from './scale.ts';
import { group, line } from './shapes.ts';
import { HALO, label, MIDDLE, pathThrough, picture, round } from './svg.ts';

/** One size of a family. */
export interface CurvePoint {
  readonly size: number;
  /** Completed items per second: typical, lowest and highest round. */
  readonly perSecond: readonly [centre: number, low: number, high: number];
  /** Milliseconds, 95th percentile of `call`. */
  readonly p95: number;
  /** The same of the lowest and of the highest round. @default they are not known */
  readonly p95Range?: Interval;
  /** Share of attempts that a rate limit refused. */
  readonly rateLimited: number;
  readonly best: boolean;
}

export interface CurveData {
  readonly series: Series;
  /** By size. */
  readonly points: readonly CurvePoint[];
  /** Largest p95 that a threshold allows, in milliseconds. */
  readonly limit?: number;
}

/** More refusals than this are drawn hollow. */
const HOLLOW = 0.05;

/** Throughput against latency, joined in order of size: past the knee the curve turns up, and then back. */
export function curveChart({ series, points, limit }: CurveData, view: View): Chart {
  const narrow = view.width < 560;
  const height = narrow ? 280 : 340;
  const plot: Plot = { left: 58, right: view.width - 24, top: 18, bottom: height - 48 };
  const most = Math.max(1e-9, ...points.map(({ perSecond }) => perSecond[2]));
  const x = linearScale([0, most * 1.05], [plot.left, plot.right]);
  const span = logDomain([
    ...points.flatMap(({ p95, p95Range = [] }) => [p95, ...p95Range]),
    ...(limit === undefined ? [] : [limit]),
  ]);
  const padded = [span[0] / 1.15, span[1] * 1.15] as const;
  const y = logScale(padded, [plot.bottom, plot.top]);
  const at = ({ perSecond, p95 }: CurvePoint) => [x(perSecond[0]), y(p95)] as const;
  const axes =
    yAxis(plot, y, ticksAt(logTicks(padded), formatTick)) +
    xAxis(plot, x, ticksAt(linearTicks([0, most * 1.05], narrow ? 4 : 7))) +
    xTitle(plot, 'completed items per second; up: call p95');
  const ranges = points.flatMap((point) => {
    const {
      perSecond: [, low, high],
      p95Range: [quick, slow] = [0, 0],
    } = point;
    const [px, py] = at(point);
    return [
      ...(high > low ? [`M${round(x(low))} ${round(py)}H${round(x(high))}`] : []),
      ...(slow > quick ? [`M${round(px)} ${round(y(quick))}V${round(y(slow))}`] : []),
    ];
  });
  const discs = points.map((point) =>
    pointMark(at(point), { hollow: point.rateLimited > HOLLOW, best: point.best }),
  );
  return {
    ...picture(
      { width: view.width, height },
      view.words,
      axes +
        limitLine(limit, y, plot) +
        group(
          series.hue,
          line(pathThrough(points.map(at)), 2) + line(ranges.join(''), 1) + discs.join(''),
        ) +
        labels(points, at, plot),
    ),
    plot,
    read(px) {
      const nearest = [...points].sort(
        (a, b) => Math.abs(at(a)[0] - px) - Math.abs(at(b)[0] - px),
      )[0];
      if (!nearest) return undefined;
      const row = (name: string, text: string) => ({ hue: series.hue, name, text });
      return {
        x: at(nearest)[0],
        title: `size ${nearest.size}`,
        rows: [
          row('throughput', formatPerSecond(nearest.perSecond[0])),
          row('call p95', formatDuration(nearest.p95)),
          row('429s per attempt', formatShare(nearest.rateLimited)),
        ],
      };
    },
  };
}

/** The best one is named first; another is left out where it would cover one that is there. */
function labels(
  points: readonly CurvePoint[],
  at: (point: CurvePoint) => readonly [number, number],
  plot: Plot,
): string {
  const curve = points.map(at);
  const boxes = [...points]
    .sort((a, b) => Number(b.best) - Number(a.best))
    .map((point) => {
      const [x, y] = at(point);
      const place = point.best ? bestPlace([x, y], curve, plot) : undefined;
      return { ...(place ?? { from: x - 11, to: x + 11, y: y - 9 }), x, point, place };
    });
  return withoutCovered(boxes)
    .map(({ point, place, x, y }) => {
      if (place) return bestLabel(point.size, place);
      const words = { ...HALO, ...MIDDLE };
      return group('ink', label(x, y, String(point.size), words));
    })
    .join('');
}
