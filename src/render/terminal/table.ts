import stringWidth from 'string-width';
import type { StrategySummary, Summary } from '../../analyze/summary.ts';
import type { Cell, ColumnKey } from '../columns.ts';
import { COLUMNS } from '../columns.ts';
import { cleanText } from '../markup.ts';
import type { Style } from './style.ts';
import { toned } from './style.ts';
import { padTo } from './width.ts';

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
    [`${mark} ${padTo(name, nameWidth)}`, ...cells].join(GAP).trimEnd();

  const labels = columns.map((column) => padTo(COLUMNS[column.key].label, column.width, 'right'));
  const headings = [line(' ', '', groupLabels(columns)), line(' ', 'strategy', labels)];
  const body = rows.map(({ name }, row) => {
    const cells = columns.map((column) => {
      const { text, tone } = column.cells[row] ?? { text: '', tone: 'plain' };
      return toned(style, tone, padTo(text, column.width, 'right'));
    });
    const recommended = name === recommendation.strategy;
    const text = line(recommended ? '★' : ' ', names[row] ?? '', cells);
    return recommended ? style('bold', text) : text;
  });
  return [...headings.map((text) => style('dim', text)), ...body];
}

/** What neighbouring columns belong to, drawn as a bracket over them: `─── latency ────`. */
function groupLabels(columns: readonly MeasuredColumn[]): readonly string[] {
  const groups: { label: string; width: number }[] = [];
  columns.forEach(({ key, width }) => {
    const label = COLUMNS[key].group;
    const last = groups.at(-1);
    if (last && last.label === label && label !== '') last.width += GAP.length + width;
    else groups.push({ label, width });
  });
  return groups.map(({ label, width }) => {
    const bracket = stringWidth(label) + 4 <= width && label !== '';
    return bracket ? padTo(` ${label} `, width, 'centre', '─') : padTo(label, width, 'right');
  });
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
  let columns = keys.map((key) => measure(key, keys, rows, baseline));
  for (const dispensable of DISPENSABLE) {
    if (MARK_WIDTH + SHORTEST_NAME + widthOf(columns) <= width) break;
    columns = columns.filter(({ key }) => key !== dispensable);
  }
  return columns;
}

function measure(
  key: ColumnKey,
  keys: readonly ColumnKey[],
  rows: readonly StrategySummary[],
  baseline: string | undefined,
): MeasuredColumn {
  const { group, label, cell } = COLUMNS[key];
  const cells = rows.map((row) => cell(row, baseline));
  const alone = keys.filter((each) => COLUMNS[each].group === group).length === 1;
  const texts = [alone ? group : '', label, ...cells.map(({ text }) => text)];
  return { key, cells, width: Math.max(...texts.map((text) => stringWidth(text))) };
}

function widthOf(columns: readonly MeasuredColumn[]): number {
  return columns.reduce((total, { width }) => total + GAP.length + width, 0);
}
