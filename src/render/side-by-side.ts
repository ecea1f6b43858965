import type { SideBySide, SideBySideRow } from '../analyze/side-by-side.ts';
import type { Cell } from './cell.ts';
import { cellOf, muted } from './cell.ts';
import { formatCount, formatDuration, formatPerSecond, formatUsd, MISSING } from './format.ts';

/** A column of the table of several files, the same for terminal and page. */
export interface SideBySideColumn {
  /** What it belongs to, above its label; empty when it stands alone. */
  readonly group: string;
  readonly label: string;
  /** Words stand to the left. @default numbers, to the right */
  readonly side?: 'text';
  cell(row: SideBySideRow): Cell;
}

/** In the order in which they are shown. */
const SIDE_BY_SIDE_COLUMNS: readonly SideBySideColumn[] = [
  { group: '', label: 'file', side: 'text', cell: ({ source }) => cellOf(source) },
  { group: '', label: 'makespan', cell: ({ makespan }) => cellOf(formatDuration(makespan)) },
  { group: '', label: 'throughput', cell: ({ throughput }) => cellOf(formatPerSecond(throughput)) },
  { group: 'latency', label: 'p95', cell: ({ latencyP95 }) => cellOf(formatDuration(latencyP95)) },
  { group: 'service', label: 'p50', cell: ({ serviceP50 }) => cellOf(formatDuration(serviceP50)) },
  { group: 'service', label: 'p95', cell: ({ serviceP95 }) => cellOf(formatDuration(serviceP95)) },
  { group: 'service', label: 'p99', cell: ({ serviceP99 }) => cellOf(formatDuration(serviceP99)) },
  { group: 'ttft', label: 'p95', cell: ({ ttftP95 }) => cellOf(formatDuration(ttftP95)) },
  { group: '', label: 'failed', cell: failedCell },
  {
    group: 'cost',
    label: 'per 1,000',
    cell: ({ costPerThousand }) => cellOf(formatUsd(costPerThousand)),
  },
];

/** Columns in which at least one row has something to say. */
export function columnsOf({ rows }: SideBySide): readonly SideBySideColumn[] {
  return SIDE_BY_SIDE_COLUMNS.filter(({ cell }) => rows.some((row) => cell(row).text !== MISSING));
}

function failedCell({ failed, completed }: SideBySideRow): Cell {
  if (failed === undefined) return muted(MISSING);
  if (failed === 0) return muted('0');
  const of = completed === undefined ? '' : ` of ${formatCount(completed + failed)}`;
  return { text: `${formatCount(failed)}${of}`, tone: 'bad' };
}

/** The name of a row: other tools' figures never pass for ours. */
export function rowName({ name, tool }: SideBySideRow): string {
  return tool === undefined ? name : `${name} (${tool})`;
}

/** Said first, where it holds: no ratio of such figures means anything. */
export function differentWorkSentence({ differentWork }: SideBySide): string | undefined {
  if (differentWork.length === 0) return undefined;
  return `Different work: the runs differ in ${differentWork.join(', ')}, so their times say nothing of each other.`;
}

/** Said below tables with figures of other tools. */
export function foreignSentence({ rows }: SideBySide): string | undefined {
  const tools = [...new Set(rows.flatMap(({ tool }) => tool ?? []))];
  if (tools.length === 0) return undefined;
  return `Measured by ${tools.join(', ')}: shown, never judged. Their clocks start at the send, which is our service, and their percentiles may interpolate.`;
}
