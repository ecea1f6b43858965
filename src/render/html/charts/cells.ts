import { shorten } from '../../markup.ts';
import type { Series } from '../../series.ts';
import type { Chart, View } from './drawing.ts';
import { group } from './shapes.ts';
import { END, element, label, MIDDLE, picture } from './svg.ts';

/** One combination of two options. */
export interface Cell {
  /** Index into the values of the option that goes to the right, and of the one that goes down. */
  readonly column: number;
  readonly row: number;
  readonly value: number;
  /** As it stands in the cell. */
  readonly text: string;
  /** Whether it may be chosen; the others have no colour. */
  readonly allowed: boolean;
}

export interface CellsData {
  readonly series: Series;
  readonly columns: { readonly name: string; readonly values: readonly string[] };
  readonly rows: { readonly name: string; readonly values: readonly string[] };
  readonly cells: readonly Cell[];
  /** What the cells hold, in words. */
  readonly what: string;
}

const LEFT = 96;
const RIGHT = 8;
const TOP = 4;
const ROW = 32;
/** Narrower cells cut their text: then the drawing is wider than the page, and scrolls. */
const NARROWEST = 60;
const WIDEST = 120;
const LEVELS = 9;
/** Stronger colour would make the text in it hard to read. */
const STRONGEST = 0.45;

/** A table of combinations as coloured cells with their figures: the stronger, the more. */
export function cellsChart(data: CellsData, view: View): Chart {
  const { series, columns, rows, cells } = data;
  const room = (view.width - LEFT - RIGHT) / Math.max(1, columns.values.length);
  const cell = Math.max(NARROWEST, Math.min(WIDEST, room));
  const right = LEFT + columns.values.length * cell;
  const bottom = TOP + rows.values.length * ROW;
  const most = cells.reduce((top, { allowed, value }) => (allowed ? Math.max(top, value) : top), 0);
  const boxes = cells.map((each) => boxOf(each, cell, most));
  const texts = cells.map(({ column, row, text }) =>
    label(LEFT + (column + 0.5) * cell, TOP + (row + 0.5) * ROW + 4, text, MIDDLE),
  );
  const down = rows.values.map((value, i) =>
    label(LEFT - 10, TOP + (i + 0.5) * ROW + 4, shorten(value, 12), END),
  );
  const across = columns.values.map((value, i) =>
    label(LEFT + (i + 0.5) * cell, bottom + 18, shorten(value, 10), MIDDLE),
  );
  const names = label(LEFT, bottom + 40, `${columns.name}; down: ${rows.name}`);
  const content =
    group(series.hue, boxes.join('')) +
    group('ink', texts.join('')) +
    group('muted', [...down, ...across, names].join(''));
  const width = Math.max(view.width, right + RIGHT);
  return picture({ width, height: bottom + 50 }, view.words, content);
}

function boxOf({ column, row, value, allowed }: Cell, width: number, most: number): string {
  const level = most > 0 ? Math.ceil((Math.max(0, value) / most) * LEVELS) / LEVELS : 0;
  const place = {
    x: LEFT + column * width + 1,
    y: TOP + row * ROW + 1,
    width: width - 2,
    height: ROW - 2,
  };
  const opacity = String(Number((level * STRONGEST).toFixed(2)));
  return allowed
    ? element('rect', { ...place, fill: 'currentColor', 'fill-opacity': opacity })
    : element('rect', {
        ...place,
        fill: 'none',
        stroke: 'currentColor',
        'stroke-opacity': '0.35',
        'stroke-dasharray': '3 3',
      });
}
