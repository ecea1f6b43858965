import type { Summary } from '../../analyze/summary.ts';
import { cleanText, shorten } from '../markup.ts';
import type { PairedColumns, PairedTable } from '../paired.ts';
import type { GridColumn } from './grid.ts';
import { gridFits, gridLines, gridRows } from './grid.ts';
import type { Style } from './style.ts';

/** Of a name over two columns. */
const LONGEST_NAME = 20;

/** The differences by seed as aligned lines, against as many strategies as fit; none where not one fits. */
export function pairedLines(
  { references }: PairedTable,
  summary: Summary,
  width: number,
  style: Style,
): readonly string[] {
  let columns = references.flatMap(gridColumns);
  while (columns.length > 0 && !gridFits(columns, width)) columns = columns.slice(0, -2);
  if (columns.length === 0) return [];
  return gridLines(gridRows(summary), columns, width, style);
}

function gridColumns({ reference, differences, sooner }: PairedColumns): readonly GridColumn[] {
  const group = `against ${shorten(cleanText(reference), LONGEST_NAME)}`;
  return [
    { group, label: 'makespan', cells: differences },
    { group, label: 'sooner in', cells: sooner },
  ];
}
