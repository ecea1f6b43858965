import { formatChange } from '../../format.ts';
import { shorten } from '../../markup.ts';
import type { Status } from '../../status.ts';
import { CHECK_LOOKS } from '../../status.ts';
import { xAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import type { Hue } from './palette.ts';
import { colour } from './palette.ts';
import { linearScale, linearTicks } from './scale.ts';
import { element, label, picture, round } from './svg.ts';

/** One change with its interval; shares, 0.05 = 5 % worse. */
export interface ForestRow {
  readonly name: string;
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: Status;
  /** The same change in each pair of rounds, drawn behind. @default none */
  readonly rounds?: readonly number[];
}

export interface ForestData {
  readonly rows: readonly ForestRow[];
  /** Change that does not matter. */
  readonly tolerance: number;
  /** End of the axis, for charts that share it; see {@link reachOf}. @default as far as the rows go */
  readonly reach?: number;
}

const ROW = 30;
/** Colour only where something was found. */
const HUES: Readonly<Partial<Record<Status, Hue>>> = { regressed: 'bad', improved: 'good' };

/** How far the axis has to go on both sides of "no change". */
export function reachOf({ rows, tolerance }: ForestData): number {
  const ends = rows.flatMap(({ low, high, rounds = [] }) => [low, high, ...rounds]);
  return Math.max(tolerance * 2, ...ends.map(Math.abs)) * 1.05;
}

/** Changes as points with their intervals around "no change"; to the right is worse. */
export function forestChart(data: ForestData, view: View): Chart {
  const { rows, tolerance, reach = reachOf(data) } = data;
  const narrow = view.width < 560;
  const height = rows.length * ROW + 42;
  const plot: Plot = {
    left: narrow ? 110 : 250,
    right: view.width - (narrow ? 12 : 210),
    top: 6,
    bottom: rows.length * ROW + 10,
  };
  const x = linearScale([-reach, reach], [plot.left, plot.right]);
  const ticks = linearTicks([-reach, reach], narrow ? 3 : 6).map((value) => ({
    value,
    text: formatChange(value),
  }));
  const band = element('rect', {
    x: x(-tolerance),
    y: plot.top,
    width: Math.max(0, x(tolerance) - x(-tolerance)),
    height: plot.bottom - plot.top,
    fill: 'currentColor',
    'fill-opacity': '0.7',
  });
  const zero = element('path', {
    d: `M${round(x(0))} ${plot.top}V${plot.bottom}`,
    fill: 'none',
    stroke: 'currentColor',
  });
  const drawn = rows.map((row, i) => rowOf(row, plot.top + (i + 0.5) * ROW, x, plot, narrow));
  const content =
    element('g', colour('line'), band) +
    xAxis(plot, x, ticks) +
    element('g', colour('muted'), zero) +
    drawn.join('');
  const description = rows
    .map(
      ({ name, effect, low, high, verdict }) =>
        `${name}: ${formatChange(effect)}, ${formatChange(low)} to ${formatChange(high)}, ${CHECK_LOOKS[verdict].word}.`,
    )
    .join(' ');
  return picture(
    { width: view.width, height },
    { title: 'Changes with their intervals', description },
    content,
  );
}

function rowOf(
  { name, effect, low, high, verdict, rounds = [] }: ForestRow,
  y: number,
  x: (share: number) => number,
  plot: Plot,
  narrow: boolean,
): string {
  const { glyph, word } = CHECK_LOOKS[verdict];
  const line = `M${round(x(low))} ${y}H${round(x(high))}M${round(x(low))} ${y - 4}v8M${round(x(high))} ${y - 4}v8`;
  const dots = rounds.map((change) =>
    element('circle', {
      cx: x(change),
      cy: y,
      r: 2.5,
      fill: 'currentColor',
      'fill-opacity': '0.45',
    }),
  );
  const mark =
    element('path', { d: line, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 }) +
    element('circle', { cx: x(effect), cy: y, r: 5, fill: 'currentColor' });
  const who = label(plot.left - 12, y + 4, shorten(name, narrow ? 14 : 34), {
    'text-anchor': 'end',
  });
  const says = `${formatChange(effect)} ${glyph} ${word}`;
  const verdictText = narrow ? '' : label(plot.right + 14, y + 4, says, { 'font-weight': 600 });
  return (
    element('g', colour('ink'), who) +
    element('g', colour('muted'), dots.join('')) +
    element('g', colour(HUES[verdict] ?? 'muted'), mark + verdictText)
  );
}
