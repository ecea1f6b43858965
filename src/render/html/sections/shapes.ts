import type { Comparison } from '../../../core/comparison.ts';
import { reachOf } from '../charts/forest.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import { intervalRow } from './gates.ts';

/** Where along its range the latency of each strategy moved. */
export interface ShapesView {
  readonly caption: string;
  readonly panels: readonly { readonly name: string; readonly figure: Figure }[];
}

const MOST_PANELS = 12;
const PANEL_WIDTH = 546;

/** The shift of each decile, a chart a strategy. All share their axis. */
export function shapesView({ shapes, tolerance }: Comparison): ShapesView | undefined {
  const drawn = shapes
    .map(({ strategy, deciles }) => ({
      name: strategy,
      rows: deciles.flatMap((shift) => intervalRow(`p${shift.decile}`, shift)),
    }))
    .filter(({ rows }) => rows.length > 0);
  if (drawn.length === 0) return undefined;
  const reach = reachOf({ rows: drawn.flatMap(({ rows }) => rows), tolerance });
  const rest = drawn.length - MOST_PANELS;
  const more = rest > 0 ? ` +${rest} strategies not drawn.` : '';
  return {
    caption: `Change of each decile of latency with its interval; to the right is worse. One chart a strategy, the same axis for all. A decile among items that were never answered has none.${more}`,
    panels: drawn.slice(0, MOST_PANELS).map(({ name, rows }, i) => ({
      name,
      figure: figureOf(`shape-${i}`, 'forest', { rows, tolerance, reach }, PANEL_WIDTH),
    })),
  };
}
