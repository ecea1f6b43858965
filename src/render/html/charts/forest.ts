import { formatChange } from '../../format.ts';
import { shorten } from '../../markup.ts';
import { ticksAt, xAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import type { Hue } from './palette.ts';
import { linearScale, linearTicks } from './scale.ts';
import { disc, group, line } from './shapes.ts';
import { element, label, picture, round } from './svg.ts';

/** One change with its interval; shares, 0.05 = 5 % worse. */
export interface ForestRow {
  readonly name: string;
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** What is said of it. */
  readonly text: string;
  /** Colour only where something was found. */
  readonly hue: Hue;
  /** The same change in each pair of rounds, drawn behind. @default none */
  readonly rounds?: readonly number[];
}

export interface ForestData {
  readonly rows: readonly ForestRow[];
  /** Change that does not matter. */
  readonly tolerance: number;
  /** End of the axis on both sides: one for all charts that are compared; see {@link reachOf}. */
  readonly reach: number;
}

const ROW = 30;

/** How far the axis has to go on both sides of "no change". */
export function reachOf({ rows, tolerance }: Omit<ForestData, 'reach'>): number {
  const ends = rows.flatMap(({ low, high, rounds = [] }) => [low, high, ...rounds]);
  return Math.max(tolerance * 2, ...ends.map(Math.abs)) * 1.05;
}

/** Changes as points with their intervals around "no change"; to the right is worse. */
export function forestChart(data: ForestData, view: View): Chart {
  const { rows, tolerance, reach } = data;
  const narrow = view.width < 560;
  const height = rows.length * ROW + 42;
  const plot: Plot = {
    left: narrow ? 110 : 250,
    right: view.width - (narrow ? 12 : 210),
    top: 6,
    bottom: rows.length * ROW + 10,
  };
  const x = linearScale([-reach, reach], [plot.left, plot.right]);
  const ticks = ticksAt(linearTicks([-reach, reach], narrow ? 3 : 6), formatChange);
  const band = element('rect', {
    x: x(-tolerance),
    y: plot.top,
    width: Math.max(0, x(tolerance) - x(-tolerance)),
    height: plot.bottom - plot.top,
    fill: 'currentColor',
    'fill-opacity': '0.7',
  });
  const zero = line(`M${round(x(0))} ${plot.top}V${plot.bottom}`, 1);
  const drawn = rows.map((row, i) => rowOf(row, plot.top + (i + 0.5) * ROW, x, plot, narrow));
  const content =
    group('line', band) + xAxis(plot, x, ticks) + group('muted', zero) + drawn.join('');
  return picture({ width: view.width, height }, view.words, content);
}

function rowOf(
  { name, effect, low, high, text, hue, rounds = [] }: ForestRow,
  y: number,
  x: (share: number) => number,
  plot: Plot,
  narrow: boolean,
): string {
  const interval = `M${round(x(low))} ${y}H${round(x(high))}M${round(x(low))} ${y - 4}v8M${round(x(high))} ${y - 4}v8`;
  const dots = rounds.map((change) => disc(x(change), y, 2.5, '0.45'));
  const mark = line(interval, 2) + disc(x(effect), y, 5);
  const who = label(plot.left - 12, y + 4, shorten(name, narrow ? 14 : 34), {
    'text-anchor': 'end',
  });
  const says = narrow ? '' : label(plot.right + 14, y + 4, text, { 'font-weight': 600 });
  return group('ink', who) + group('muted', dots.join('')) + group(hue, mark + says);
}
