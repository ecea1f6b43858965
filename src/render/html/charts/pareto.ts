import { formatDuration, formatPerSecond, formatTick } from '../../format.ts';
import { shorten } from '../../markup.ts';
import type { Series } from '../../series.ts';
import { ticksAt, xAxis, xTitle, yAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import { withoutCovered } from './labels.ts';
import { pointMark } from './point.ts';
import { linearScale, linearTicks, logDomain, logScale, logTicks } from './scale.ts';
import { group } from './shapes.ts';
import { BOLD, HALO, label, MIDDLE, picture } from './svg.ts';

/** One combination of several options. */
export interface ParetoPoint {
  readonly name: string;
  /** Its values alone, for the picture. */
  readonly short: string;
  /** Answered items per second. */
  readonly perSecond: number;
  /** Milliseconds, 95th percentile of `call`. */
  readonly p95: number;
  /** Attempts per item. */
  readonly attempts: number;
  /** No other one is better in one respect and as good in all others. */
  readonly front: boolean;
  /** Whether it keeps to the constraints. */
  readonly allowed: boolean;
  readonly best: boolean;
}

export interface ParetoData {
  readonly series: Series;
  readonly points: readonly ParetoPoint[];
}

/** About the width of a character. */
const LETTER = 7;

/** What each combination brings against what it costs in time: filled on the front, hollow behind it, muted where not allowed. */
export function paretoChart({ series, points }: ParetoData, view: View): Chart {
  const narrow = view.width < 560;
  const height = narrow ? 280 : 340;
  const plot: Plot = { left: 58, right: view.width - 24, top: 18, bottom: height - 48 };
  const most = Math.max(1e-9, ...points.map(({ perSecond }) => perSecond)) * 1.05;
  const x = linearScale([0, most], [plot.left, plot.right]);
  const span = logDomain(points.map(({ p95 }) => p95));
  const padded = [span[0] / 1.15, span[1] * 1.15] as const;
  const y = logScale(padded, [plot.bottom, plot.top]);
  const at = ({ perSecond, p95 }: ParetoPoint) => [x(perSecond), y(p95)] as const;
  const latencies = ticksAt(logTicks(padded), formatTick);
  const rates = ticksAt(linearTicks([0, most], narrow ? 4 : 7));
  const marks = (some: readonly ParetoPoint[]) =>
    some.map((each) => pointMark(at(each), { hollow: !each.front, best: each.best })).join('');
  const [allowed, others] = [true, false].map((is) => points.filter((each) => each.allowed === is));
  const content =
    yAxis(plot, y, latencies) +
    xAxis(plot, x, rates) +
    xTitle(plot, 'answered items per second; up: call p95') +
    group('muted', marks(others ?? [])) +
    group(series.hue, marks(allowed ?? [])) +
    names(points, at, plot);
  return {
    ...picture({ width: view.width, height }, view.words, content),
    plot,
    read(px) {
      const [nearest] = points.toSorted(
        (a, b) => Math.abs(x(a.perSecond) - px) - Math.abs(x(b.perSecond) - px),
      );
      if (!nearest) return undefined;
      const row = (name: string, text: string) => ({ hue: series.hue, name, text });
      return {
        x: x(nearest.perSecond),
        title: nearest.name,
        rows: [
          row('goodput', formatPerSecond(nearest.perSecond)),
          row('call p95', formatDuration(nearest.p95)),
          row('attempts per item', nearest.attempts.toFixed(2)),
          row('constraints', nearest.allowed ? 'kept' : 'not kept'),
        ],
      };
    },
  };
}

/** Those of the front that may be chosen, as far as there is room; the best first. */
function names(
  points: readonly ParetoPoint[],
  at: (point: ParetoPoint) => readonly [number, number],
  plot: Plot,
): string {
  const boxes = points
    .filter(({ front, allowed }) => front && allowed)
    .toSorted((a, b) => Number(b.best) - Number(a.best))
    .map((point) => {
      const [x, y] = at(point);
      const text = `${point.best ? '★ ' : ''}${shorten(point.short, 22)}`;
      const half = (text.length * LETTER) / 2;
      const middle = Math.max(plot.left + half, Math.min(plot.right - half, x));
      return { from: middle - half, to: middle + half, y: y - 14, middle, text, best: point.best };
    });
  const drawn = withoutCovered(boxes).map(({ middle, y, text, best }) =>
    label(middle, y, text, {
      ...HALO,
      ...MIDDLE,
      ...(best && BOLD),
    }),
  );
  return group('ink', drawn.join(''));
}
