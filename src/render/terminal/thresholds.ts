import type { ThresholdResult } from '../../core/threshold.ts';
import { cleanText } from '../markup.ts';
import type { ThresholdRow } from '../thresholds.ts';
import { thresholdRows, thresholdsFinding } from '../thresholds.ts';
import { alignedColumns } from './columns.ts';
import type { Style } from './style.ts';
import { toned } from './style.ts';
import { clip, wrap } from './width.ts';

/** Rows that are shown at most; those that did not hold come first. */
const MOST_ROWS = 24;

const COLUMNS = [
  { key: 'threshold', label: 'threshold', align: 'left' },
  { key: 'strategy', label: 'strategy', align: 'left' },
  { key: 'measured', label: 'measured', align: 'right' },
  { key: 'margin', label: 'margin', align: 'right' },
  { key: 'n', label: 'n', align: 'right' },
  { key: 'verdict', label: 'verdict', align: 'left' },
] as const;

const INDENT = '  ';

/** The thresholds as aligned lines below what they say together; none where there are none. */
export function thresholdLines(
  results: readonly ThresholdResult[] | undefined,
  width: number,
  style: Style,
): readonly string[] {
  if (!results || results.length === 0) return [];
  const all = thresholdRows(results).map(cleaned);
  const rows = all.slice(0, MOST_ROWS);
  const { heading: labels, lines } = alignedColumns(COLUMNS, rows);
  const heading = wrap(cleanText(thresholdsFinding(results)), width);
  return [
    ...heading.map((text) => style('bold', text)),
    style('dim', `${INDENT}${clip(labels, width - 2)}`),
    ...rows.flatMap((row, i) => [
      toned(
        style,
        row.tone === 'good' ? 'plain' : row.tone,
        `${row.glyph} ${clip(lines[i] ?? '', width - 2)}`,
      ),
      ...(row.note === '' ? [] : wrap(row.note, width, INDENT + INDENT)),
    ]),
    ...(all.length > rows.length
      ? [style('dim', `${INDENT}and ${all.length - rows.length} more in the result`)]
      : []),
  ];
}

function cleaned(row: ThresholdRow): ThresholdRow {
  return {
    ...row,
    threshold: cleanText(row.threshold),
    strategy: cleanText(row.strategy),
    note: cleanText(row.note),
  };
}
