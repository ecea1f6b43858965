import type { Summary } from '../../../analyze/summary.ts';
import type { Cell } from '../../cell.ts';
import { pairedTable } from '../../paired.ts';
import type { Series } from '../../series.ts';
import type { Chart } from '../charts/drawing.ts';
import { swatch } from '../charts/marker.ts';

/** The strategies held against each other, seed by seed. */
export interface PairedView {
  readonly heading: string;
  /** Names of the strategies that the others are held against: two columns each. */
  readonly references: readonly string[];
  readonly rows: readonly PairedRow[];
}

interface PairedRow {
  readonly name: string;
  readonly swatch: Chart;
  readonly cells: readonly Cell[];
}

export function pairedView(
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): PairedView | undefined {
  const table = pairedTable(summary);
  if (!table) return undefined;
  return {
    heading: table.heading,
    references: table.references.map(({ reference }) => reference),
    rows: summary.rows.flatMap(({ name }, row) => {
      const identity = series.get(name);
      if (!identity) return [];
      const cells = table.references.flatMap(({ differences, sooner }) =>
        [differences[row], sooner[row]].flatMap((cell) => cell ?? []),
      );
      return [{ name, swatch: swatch(identity), cells }];
    }),
  };
}
