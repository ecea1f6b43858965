import stringWidth from 'fast-string-width';
import type { Summary } from '../../analyze/summary.ts';
import type { Cell } from '../cell.ts';
import { cleanText } from '../markup.ts';
import type { Style } from './style.ts';
import { toned } from './style.ts';
import { padTo } from './width.ts';

/** One column of numbers. */
export interface GridColumn {
  /** What it belongs to, above its label; neighbours with equal ones share a bracket. Empty = alone. */
  readonly group: string;
  readonly label: string;
  /** One a row. */
  readonly cells: readonly Cell[];
}

/** A line of a table. */
export interface GridRow {
  readonly name: string;
  /** Before the name; `★` makes the row bold. */
  readonly mark: '★' | '◐' | ' ';
}

const SHORTEST_NAME = 12;
const GAP = '  ';
/** A mark and a space. */
const MARK_WIDTH = 2;

/** Whether the columns leave room for names of a useful length. */
export function gridFits(columns: readonly GridColumn[], width: number): boolean {
  return MARK_WIDTH + SHORTEST_NAME + totalWidth(measured(columns)) <= width;
}

/** A star for the recommended strategies, a half moon for those that did not finish. */
export function gridRows({ rows, recommendation: { starred } }: Summary): readonly GridRow[] {
  return rows.map(({ name, result }) => {
    if (starred.includes(name)) return { name, mark: '★' };
    return { name, mark: result.complete ? ' ' : '◐' };
  });
}

/** A table as aligned lines: two of headings, then a line a row. No line is wider than `width` if the columns fit. */
export function gridLines(
  rows: readonly GridRow[],
  columns: readonly GridColumn[],
  width: number,
  style: Style,
): readonly string[] {
  const sized = measured(columns);
  const names = rows.map(({ name }) => cleanText(name));
  const nameWidth = Math.min(
    Math.max(SHORTEST_NAME, ...names.map((name) => stringWidth(name))),
    Math.max(1, width - MARK_WIDTH - totalWidth(sized)),
  );
  const line = (mark: string, name: string, cells: readonly string[]) =>
    [`${mark} ${padTo(name, nameWidth)}`, ...cells].join(GAP).trimEnd();

  const labels = sized.map((column) => padTo(column.label, column.width, 'right'));
  const headings = [line(' ', '', groupLabels(sized)), line(' ', 'strategy', labels)];
  const body = rows.map(({ mark }, row) => {
    const cells = sized.map((column) => {
      const { text, tone } = column.cells[row] ?? { text: '', tone: 'plain' };
      return toned(style, tone, padTo(text, column.width, 'right'));
    });
    const text = line(mark, names[row] ?? '', cells);
    return mark === '★' ? style('bold', text) : text;
  });
  return [...headings.map((text) => style('dim', text)), ...body];
}

/** What neighbouring columns belong to, drawn as a bracket over them: `─── latency ────`. */
function groupLabels(columns: readonly SizedColumn[]): readonly string[] {
  const groups: { label: string; width: number }[] = [];
  columns.forEach(({ group, width }) => {
    const last = groups.at(-1);
    if (last && last.label === group && group !== '') last.width += GAP.length + width;
    else groups.push({ label: group, width });
  });
  return groups.map(({ label, width }) => {
    const bracket = stringWidth(label) + 4 <= width && label !== '';
    return bracket ? padTo(` ${label} `, width, 'centre', '─') : padTo(label, width, 'right');
  });
}

interface SizedColumn extends GridColumn {
  readonly width: number;
}

/** As wide as their widest text; the first of a group makes room for the group's label. */
function measured(columns: readonly GridColumn[]): readonly SizedColumn[] {
  const sized = columns.map((column) => {
    const texts = [column.label, ...column.cells.map(({ text }) => text)];
    return { ...column, width: Math.max(...texts.map((text) => stringWidth(text))) };
  });
  return sized.map((column, i) => {
    const { group, width } = column;
    if (group === '' || sized[i - 1]?.group === group) return column;
    const together = sized.filter((each) => each.group === group);
    const missing = stringWidth(group) - (totalWidth(together) - GAP.length);
    return { ...column, width: width + Math.max(0, missing) };
  });
}

function totalWidth(columns: readonly SizedColumn[]): number {
  return columns.reduce((total, { width }) => total + GAP.length + width, 0);
}
