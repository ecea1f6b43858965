import stringWidth from 'fast-string-width';
import { padTo } from './width.ts';

/** A column of texts. */
export interface Column<Key extends string> {
  readonly key: Key;
  readonly label: string;
  readonly align: 'left' | 'right';
}

/** Texts in columns, each as wide as its widest text: the headings, and a line a row. Blanks at the ends are cut off. */
export function alignedColumns<Key extends string>(
  columns: readonly Column<Key>[],
  rows: readonly Readonly<Record<Key, string>>[],
): { readonly heading: string; readonly lines: readonly string[] } {
  const widths = columns.map(({ key, label }) =>
    Math.max(stringWidth(label), ...rows.map((row) => stringWidth(row[key]))),
  );
  const line = (textOf: (column: Column<Key>) => string) =>
    columns
      .map((column, i) => padTo(textOf(column), widths[i] ?? 0, column.align))
      .join('  ')
      .trimEnd();
  return {
    heading: line(({ label }) => label),
    lines: rows.map((row) => line(({ key }) => row[key])),
  };
}
