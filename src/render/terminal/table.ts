import type { Summary } from '../../analyze/summary.ts';
import type { ColumnKey } from '../columns.ts';
import { COLUMNS } from '../columns.ts';
import type { GridColumn } from './grid.ts';
import { gridFits, gridLines, gridRows } from './grid.ts';
import type { Style } from './style.ts';

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

/** They are known of all seeds together only, which is not what stands beside them. */
const NOT_BY_SEED: readonly ColumnKey[] = ['latencyP50', 'latencyP99'];

/** What goes first when a table is too wide; the makespan always stays. */
const DISPENSABLE: readonly ColumnKey[] = [
  'peak',
  'amplification',
  'throughput',
  'wasted',
  'latencyP50',
  'latencyP95',
  'cost',
  'speedup',
  'rateLimited',
  'failed',
  'answered',
];

const WIDE_FROM = 100;

/** What a table shows beside what every table does. */
export interface TableOptions {
  /** Columns of costs. @default none */
  readonly costs?: readonly ColumnKey[];
}

/** The comparison as aligned lines, of as many columns as fit. */
export function tableLines(
  summary: Summary,
  width: number,
  style: Style,
  { costs = [] }: TableOptions = {},
): readonly string[] {
  return gridLines(gridRows(summary), columnsThatFit(summary, width, costs), width, style);
}

function columnsThatFit(
  { rows, baseline }: Summary,
  width: number,
  costs: readonly ColumnKey[],
): readonly GridColumn[] {
  const bySeed = rows.some(({ makespan }) => makespan.deviation !== undefined);
  const column = (key: ColumnKey): GridColumn => {
    const { group, label, cell } = COLUMNS[key];
    return { group, label, cells: rows.map((row) => cell(row, baseline)) };
  };
  const usual = width >= WIDE_FROM ? WIDE : NARROW;
  let keys = [...usual, ...costs].filter((key) => !(bySeed && NOT_BY_SEED.includes(key)));
  for (const dispensable of DISPENSABLE) {
    if (gridFits(keys.map(column), width)) break;
    keys = keys.filter((key) => key !== dispensable);
  }
  return keys.map(column);
}
