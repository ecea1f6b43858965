import type { Comparison } from '../core/comparison.ts';
import { comparisonRows, designText, exactText, intervalName } from './comparison-rows.ts';
import { code, details, plain, table } from './markdown-text.ts';
import { CHECK_LOOKS } from './status.ts';

/** A comparison for a step summary or a comment: a row a metric, and the figures that changed. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { verdict, gates, a, b, exact, warnings } = comparison;
  const { glyph, word } = CHECK_LOOKS[verdict];
  const said = gates ? word : `${word} (a warning only)`;
  const rows = comparisonRows(comparison, false).map((row) => {
    const look = CHECK_LOOKS[row.verdict];
    const told = `${look.glyph} ${look.word}${row.note === '' ? '' : `, ${row.note}`}`;
    const figures = [row.a, row.b, row.change, row.interval, row.smallest, told];
    return [code(row.strategy), plain(row.metric), ...figures.map(plain)];
  });
  const changes = exact.map((each) => `- ${code(each.strategy)}: ${plain(exactText(each))}`);
  return [
    `**${glyph} ${said}**: B = ${code(b.label)} against A = ${code(a.label)}, ${designText(comparison)}`,
    ...warnings.map(({ message }) => plain(message)),
    rows.length === 0 ? '' : table(headOf(comparison), rows),
    changes.length === 0 ? '' : details('Exact figures that differ', changes.join('\n')),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function headOf(comparison: Comparison): readonly string[] {
  const figures = ['A', 'B', 'change', intervalName(comparison), 'MDE'];
  return ['strategy', 'metric', ...figures, 'verdict'];
}
