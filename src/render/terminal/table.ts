import stringWidth from 'string-width';
import type { StrategySummary, Summary } from '../../analyze/summary.ts';
import type { Cell, ColumnKey } from '../columns.ts';
import { COLUMNS } from '../columns.ts';
import { cleanText } from '../markup.ts';
import type { Style } from './style.ts';
import { toned } from './style.ts';
import { fit } from './width.ts';

const WIDE: readonly ColumnKey[] = [
  'makespan',
  'speedup',
  'throughput',
  'answered',
  'latencyP50',
  'latencyP95',
  'latencyP99',
  'rateLimited',
  'amplification',
  'peak',
];
const NARROW: readonly ColumnKey[] = [
  'makespan',
  'speedup',
  'throughput',
  'latencyP95',
  'rateLimited',
  'failed',
];

/** What goes first when even the narrow table is too wide; the makespan always stays. */
const DISPENSABLE: readonly ColumnKey[] = [
  'amplification',
  'throughput',
  'latencyP50',
  'latencyP95',
  'speedup',
  'rateLimited',
  'failed',
];

const WIDE_FROM = 100;
const SHORTEST_NAME = 12;
const GAP = '  ';
/** The star of the recommended strategy and a space. */
const MARK_WIDTH = 2;

/** The comparison as aligned lines: two of headings, then a line a strategy. No line is wider than `width`. */
export function tableLines(summary: Summary, width: number, style: Style): readonly string[] {
  const { rows, baseline, recommendation } = summary;
  const columns = columnsThatFit(rows, baseline, width);
  const names = rows.map(({ name }) => cleanText(name));
  const nameWidth = Math.min(
    Math.max(SHORTEST_NAME, ...names.map((name) => stringWidth(name))),
    Math.max(1, width - MARK_WIDTH - widthOf(columns)),
  );
  const line = (mark: string, name: string, cells: readonly string[]) =>
    [`${mark} ${fit(name, nameWidth)}`, ...cells].join(GAP).trimEnd();

  const groups = columns.map((column, i) => {
    const group = COLUMNS[column.key].group;
    const repeated = columns[i - 1] && COLUMNS[columns[i - 1]?.key ?? column.key].group === group;
    return fit(repeated ? '' : group, column.width, 'right');
  });
  const labels = columns.map(({ key, width: w }) => fit(COLUMNS[key].label, w, 'right'));
  const body = rows.map(({ name }, row) => {
    const star = name === recommendation.strategy;
    const cells = columns.map(({ cells: column, width: w }) => {
      const cell = column[row] ?? { text: '', tone: 'plain' };
      return toned(style, cell.tone, fit(cell.text, w, 'right'));
    });
    const text = line(star ? '★' : ' ', names[row] ?? '', cells);
    return star ? style('bold', text) : text;
  });
  const heading = [line(' ', '', groups), line(' ', 'strategy', labels)];
  return [...heading.map((text) => style('dim', text)), ...body];
}

interface MeasuredColumn {
  readonly key: ColumnKey;
  readonly cells: readonly Cell[];
  readonly width: number;
}

function columnsThatFit(
  rows: readonly StrategySummary[],
  baseline: string | undefined,
  width: number,
): readonly MeasuredColumn[] {
  const keys = width >= WIDE_FROM ? WIDE : NARROW;
  let columns = keys.map((key) => measure(key, rows, baseline));
  for (const dispensable of DISPENSABLE) {
    if (MARK_WIDTH + SHORTEST_NAME + widthOf(columns) <= width) break;
    columns = columns.filter(({ key }) => key !== dispensable);
  }
  return columns;
}

function measure(
  key: ColumnKey,
  rows: readonly StrategySummary[],
  baseline: string | undefined,
): MeasuredColumn {
  const { group, label, cell } = COLUMNS[key];
  const cells = rows.map((row) => cell(row, baseline));
  const texts = [group, label, ...cells.map(({ text }) => text)];
  return { key, cells, width: Math.max(...texts.map((text) => stringWidth(text))) };
}

function widthOf(columns: readonly MeasuredColumn[]): number {
  return columns.reduce((total, { width }) => total + GAP.length + width, 0);
}
