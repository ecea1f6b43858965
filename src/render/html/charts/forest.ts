import { formatChange } from '../../format.ts';
import { shorten } from '../../markup.ts';
import { ticksAt, xAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import type { Hue } from './palette.ts';
import type { Scale } from './scale.ts';
import { linearScale, linearTicks } from './scale.ts';
import { disc, group, line } from './shapes.ts';
import { BOLD, END, element, HALO, label, picture, round } from './svg.ts';

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

/** How far the axis has to go on both sides of "no change". */
export function reachOf({ rows, tolerance }: Omit<ForestData, 'reach'>): number {
  const ends = rows.flatMap(({ low, high, rounds = [] }) => [low, high, ...rounds]);
  return Math.max(tolerance * 2, ...ends.map(Math.abs)) * 1.05;
}

/** About the width of a character. */
const LETTER = 7.4;
/** Names beside the axis are cut at this length. */
const LONGEST_NAME = 34;
/** Room beside the axis for what is said of a change, the same in all charts that are compared. */
const SAID = 168;
/** With less room for the axis, the words of a row stand above it. */
const NARROWEST_AXIS = 220;

/** Changes as points with their intervals around "no change"; to the right is worse. */
export function forestChart({ rows, tolerance, reach }: ForestData, { width, words }: View): Chart {
  const longest = Math.max(3, ...rows.map(({ name }) => Array.from(name).length));
  const names = Math.min(LONGEST_NAME, longest) * LETTER + 24;
  const above = width - names - SAID < NARROWEST_AXIS;
  const rowHeight = above ? 44 : 30;
  const plot: Plot = {
    left: above ? 20 : names,
    right: width - (above ? 20 : SAID),
    top: 6,
    bottom: rows.length * rowHeight + 10,
  };
  const x = linearScale([-reach, reach], [plot.left, plot.right]);
  const count = plot.right - plot.left < 400 ? 3 : 6;
  const ticks = ticksAt(linearTicks([-reach, reach], count), formatChange);
  const band = element('rect', {
    x: x(-tolerance),
    y: plot.top,
    width: Math.max(0, x(tolerance) - x(-tolerance)),
    height: plot.bottom - plot.top,
    fill: 'currentColor',
    'fill-opacity': '0.7',
  });
  const zero = line(`M${round(x(0))} ${plot.top}V${plot.bottom}`, 1);
  const drawn = rows.map((row, i) => {
    const y = plot.top + i * rowHeight + (above ? 32 : 15);
    return changeOf(row, y, x) + (above ? wordsAbove(row, y, width) : wordsBeside(row, y, plot));
  });
  const content =
    group('line', band) + xAxis(plot, x, ticks) + group('muted', zero) + drawn.join('');
  return picture({ width, height: plot.bottom + 32 }, words, content);
}

function changeOf({ effect, low, high, hue, rounds = [] }: ForestRow, y: number, x: Scale): string {
  const [from, to] = [round(x(low)), round(x(high))];
  const interval = `M${from} ${y}H${to}M${from} ${y - 4}v8M${to} ${y - 4}v8`;
  const dots = rounds.map((change) => disc(x(change), y, 2.5, '0.45'));
  return group('muted', dots.join('')) + group(hue, line(interval, 2) + disc(x(effect), y, 5));
}

function wordsAbove({ name, text, hue }: ForestRow, y: number, width: number): string {
  const room = Math.floor(width / LETTER) - text.length - 2;
  const says = { ...HALO, ...END, ...BOLD };
  return (
    group('ink', label(0, y - 16, shorten(name, room), HALO)) +
    group(hue, label(width, y - 16, text, says))
  );
}

function wordsBeside({ name, text, hue }: ForestRow, y: number, { left, right }: Plot): string {
  return (
    group('ink', label(left - 12, y + 4, shorten(name, LONGEST_NAME), END)) +
    group(hue, label(right + 14, y + 4, text, BOLD))
  );
}
