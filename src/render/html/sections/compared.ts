import type { Comparison } from '../../../core/comparison.ts';
import type { ComparisonRow } from '../../comparison-rows.ts';
import { comparisonRows, exactText, intervalName } from '../../comparison-rows.ts';
import type { StatusLook } from '../../status.ts';
import { CHECK_LOOKS } from '../../status.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import { forestCaption, forestOf, forestRows } from './gates.ts';
import type { ShapesView } from './shapes.ts';
import { shapesView } from './shapes.ts';

type Look = Omit<StatusLook, 'title'>;

/** B held against A, metric by metric. */
export interface ComparedView {
  readonly caption: string;
  readonly forest: Figure | undefined;
  /** What decides, and whatever else was found. */
  readonly decisive: ChangesTable;
  /** All that was measured besides. */
  readonly rest: ChangesTable;
  readonly shapes: ShapesView | undefined;
  readonly exact: readonly string[];
}

interface ChangesTable {
  readonly label: string;
  /** Heading of the column of intervals. */
  readonly interval: string;
  readonly rows: readonly {
    readonly strategy: string;
    readonly metric: string;
    readonly cells: readonly string[];
    readonly result: Look;
    readonly note: string;
  }[];
  /** Rows that are left out. */
  readonly more: number;
}

const MOST = 60;

export function comparedView(comparison: Comparison): ComparedView {
  const { design } = comparison;
  const changes = forestRows(comparison);
  const decisive = comparisonRows(comparison, false);
  const how =
    design === 'interleaved'
      ? 'Rounds of A and B took turns.'
      : 'A and B were measured on separate occasions.';
  return {
    caption: forestCaption(comparison, how),
    forest:
      changes.length === 0
        ? undefined
        : figureOf('forest', 'forest', forestOf(changes, comparison)),
    decisive: tableOf(
      'What decides, and what else was found',
      comparison,
      decisive,
      decisive.length,
    ),
    rest: tableOf(
      'Everything else that was measured',
      comparison,
      comparisonRows(comparison, true).filter((row) => !decisive.some(isSame(row))),
    ),
    shapes: shapesView(comparison),
    exact: comparison.exact.map((each) => `${each.strategy}: ${exactText(each)}`).slice(0, MOST),
  };
}

function isSame(row: ComparisonRow) {
  return (other: ComparisonRow) => other.strategy === row.strategy && other.metric === row.metric;
}

function tableOf(
  label: string,
  comparison: Comparison,
  rows: readonly ComparisonRow[],
  most = MOST,
): ChangesTable {
  return {
    label,
    interval: intervalName(comparison),
    more: Math.max(0, rows.length - most),
    rows: rows.slice(0, most).map((row) => ({
      strategy: row.strategy,
      metric: row.metric,
      cells: [row.a, row.b, row.change, row.interval, row.smallest],
      result: CHECK_LOOKS[row.verdict],
      note: row.note,
    })),
  };
}
