import { differencesAmong } from '../../../analyze/compare/settings.ts';
import type { Source } from '../../../analyze/side-by-side.ts';
import type { Comparison } from '../../../core/comparison.ts';
import { MISSING } from '../../format.ts';

/** What is not the same in all files before anything is measured: a column a file. */
export interface SettingsView {
  readonly labels: readonly string[];
  readonly rows: readonly {
    readonly path: string;
    readonly kind: string;
    readonly values: readonly string[];
  }[];
  /** Rows that are left out. */
  readonly more: number;
}

const MOST = 60;

/** Only rows that differ; nothing where none does. */
export function settingsView(
  sources: readonly Source[],
  comparison: Comparison | undefined,
): SettingsView | undefined {
  const runs = sources.flatMap(({ label, result }) => (result ? [{ label, result }] : []));
  const rows = comparison
    ? // A stored baseline is no run: what is known of it stands in the comparison.
      comparison.differences.map(({ kind, path, a, b }) => ({ kind, path, values: [a, b] }))
    : differencesAmong(runs.map(({ result }) => result));
  if (rows.length === 0) return undefined;
  return {
    labels: comparison ? ['A', 'B'] : runs.map(({ label }) => label),
    rows: rows.slice(0, MOST).map(({ kind, path, values }) => ({
      kind,
      path,
      values: values.map((value) => value ?? MISSING),
    })),
    more: Math.max(0, rows.length - MOST),
  };
}
