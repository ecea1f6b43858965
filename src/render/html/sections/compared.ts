import type { Comparison, SettingDifference } from '../../../core/comparison.ts';
import { comparisonRows, exactText } from '../../comparison-rows.ts';
import type { StatusLook } from '../../status.ts';
import { CHECK_LOOKS } from '../../status.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import { forestRows } from './gates.ts';
import type { ShapesView } from './shapes.ts';
import { shapesView } from './shapes.ts';

type Look = Omit<StatusLook, 'title'>;

/** B held against A, metric by metric. */
export interface ComparedView {
  readonly caption: string;
  readonly forest: Figure | undefined;
  readonly rows: readonly {
    readonly strategy: string;
    readonly metric: string;
    readonly cells: readonly string[];
    readonly result: Look;
    readonly note: string;
  }[];
  readonly shapes: ShapesView | undefined;
  readonly exact: readonly string[];
  readonly settings: readonly Required<SettingDifference>[];
}

const MOST = 60;

export function comparedView(comparison: Comparison): ComparedView {
  const { tolerance, a, design } = comparison;
  const changes = forestRows(comparison);
  const band = Number((tolerance * 100).toPrecision(3));
  const how =
    design === 'interleaved'
      ? 'Rounds of A and B took turns'
      : 'A and B were measured on separate occasions';
  return {
    caption: `Change against ${a.label}; to the right is worse. ${how}. Dots are pairs of rounds, lines 90 % intervals, the grey band is ±${band} %, which does not matter.`,
    forest:
      changes.length === 0
        ? undefined
        : figureOf('forest', 'forest', { rows: changes, tolerance: comparison.tolerance }),
    rows: comparisonRows(comparison, true)
      .slice(0, MOST)
      .map((row) => ({
        strategy: row.strategy,
        metric: row.metric,
        cells: [row.a, row.b, row.change, row.interval, row.smallest],
        result: CHECK_LOOKS[row.verdict],
        note: row.note,
      })),
    shapes: shapesView(comparison),
    exact: comparison.exact.map((each) => `${each.strategy}: ${exactText(each)}`).slice(0, MOST),
    settings: comparison.differences
      .slice(0, MOST)
      .map(({ kind, path, a: before = '–', b: after = '–' }) => ({
        kind,
        path,
        a: before,
        b: after,
      })),
  };
}
