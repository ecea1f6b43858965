import type { ComparedShape, Comparison, SettingDifference } from '../../core/comparison.ts';
import type { ComparisonRow } from '../comparison-rows.ts';
import { comparisonRows, designText, exactText, intervalName } from '../comparison-rows.ts';
import { formatChange, formatCount } from '../format.ts';
import { cleanText } from '../markup.ts';
import { CHECK_LOOKS } from '../status.ts';
import { alignedColumns } from './columns.ts';
import type { Style } from './style.ts';
import { plainStyle, toned } from './style.ts';
import { clip, wrap } from './width.ts';

const columnsOf = (comparison: Comparison) =>
  [
    { key: 'strategy', label: 'strategy', align: 'left' },
    { key: 'metric', label: 'metric', align: 'left' },
    { key: 'a', label: 'A', align: 'right' },
    { key: 'b', label: 'B', align: 'right' },
    { key: 'change', label: 'change', align: 'right' },
    { key: 'interval', label: intervalName(comparison), align: 'right' },
    { key: 'smallest', label: 'MDE', align: 'right' },
    { key: 'outcome', label: 'verdict', align: 'left' },
  ] as const;

/** Differences of one kind that are listed. */
const MOST = 12;

export interface ComparisonLooks {
  readonly width?: number;
  readonly style?: Style;
  /** Every metric that was measured. */
  readonly all?: boolean;
}

/** A comparison as text: verdict, reasons, a row a metric, and what differs between the arms themselves. */
export function renderComparison(comparison: Comparison, looks: ComparisonLooks = {}): string {
  return `${comparedLines(comparison, looks).join('\n')}\n`;
}

/** The same as lines, for a run that was held against its baseline. */
export function comparedLines(
  comparison: Comparison,
  { width = 120, style = plainStyle, all = false }: ComparisonLooks,
): readonly string[] {
  const rows = comparisonRows(comparison, all).map(cleaned);
  const exact = comparison.exact.map((each) => `${each.strategy}: ${exactText(each)}`);
  const blocks = [
    [...title(comparison, width, style), ...reasons(comparison, width)],
    comparison.warnings.flatMap(({ message, hint }) => [
      ...wrap(cleanText(message), width, '! ', '  ').map((line) => style('yellow', line)),
      ...(hint === undefined ? [] : wrap(`hint ${cleanText(hint)}`, width, '  ')),
    ]),
    rows.length > 0 ? table(comparison, rows, width, style) : [],
    rows.length > 0 ? wrap(legend(comparison), width).map((line) => style('dim', line)) : [],
    all ? listed('Latency by decile, B against A', comparison.shapes.map(decilesText), width) : [],
    listed('Exact figures that differ', exact, width),
    listed('Scenario', settings(comparison, 'scenario'), width),
    listed('Machine', settings(comparison, 'machine'), width),
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return filled.flatMap((block, i) => (i === 0 ? block : ['', ...block]));
}

function title(comparison: Comparison, width: number, style: Style): readonly string[] {
  const { verdict, scenario, a, b, gates } = comparison;
  const { glyph, word, tone } = CHECK_LOOKS[verdict];
  const said = gates ? word : `${word} (a warning only)`;
  const line = `${glyph} ${said}  ${scenario}: B = ${b.label} against A = ${a.label}, ${designText(comparison)}`;
  return wrap(cleanText(line), width, '', '  ').map((each) =>
    toned(style, tone, style('bold', each)),
  );
}

function reasons({ reasons: told }: Comparison, width: number): readonly string[] {
  const shown = told
    .slice(0, MOST)
    .flatMap(({ message, hint }) => [
      ...wrap(cleanText(message), width, '  ', '    '),
      ...(hint === undefined ? [] : wrap(`hint ${cleanText(hint)}`, width, '    ')),
    ]);
  const rest = told.length - MOST;
  return rest > 0 ? [...shown, `  and ${formatCount(rest)} more`] : shown;
}

function legend({ tolerance, clock, metrics }: Comparison): string {
  const deciding = [
    ...new Set(metrics.flatMap(({ role, metric }) => (role === 'gated' ? metric : []))),
  ];
  const percent = Number((tolerance * 100).toPrecision(3));
  const noise =
    clock === 'virtual'
      ? 'Virtual time has no noise: what varies is what the seeds draw.'
      : 'MDE: the smallest change that 80 % of such comparisons would find.';
  return `A and B are medians over the rounds; only ${deciding.join(', ')} decide. Changes within ±${percent} % do not matter; a change of just that size is found about half of the time. ${noise}`;
}

function table(
  comparison: Comparison,
  rows: readonly ComparisonRow[],
  width: number,
  style: Style,
): readonly string[] {
  const { heading, lines } = alignedColumns(
    columnsOf(comparison),
    rows.map((row) => {
      const { glyph, word } = CHECK_LOOKS[row.verdict];
      return { ...row, outcome: `${glyph} ${word}${row.note === '' ? '' : `, ${row.note}`}` };
    }),
  );
  return [
    style('dim', clip(heading, width)),
    ...rows.map((row, i) =>
      toned(style, CHECK_LOOKS[row.verdict].tone, clip(lines[i] ?? '', width)),
    ),
  ];
}

/** `pool: p10 +0.21 %, p20 +0.35 %`. */
function decilesText({ strategy, deciles }: ComparedShape): string {
  const changes = deciles.map(
    ({ decile, estimate }) => `p${decile} ${formatChange(estimate.effect - 1)}`,
  );
  return `${strategy}: ${changes.join(', ')}`;
}

function listed(heading: string, entries: readonly string[], width: number): readonly string[] {
  if (entries.length === 0) return [];
  const shown = entries
    .slice(0, MOST)
    .flatMap((entry) => wrap(cleanText(entry), width, '  ', '    '));
  const rest = entries.length - MOST;
  return [`${heading}:`, ...shown, ...(rest > 0 ? [`  and ${formatCount(rest)} more`] : [])];
}

function settings({ differences }: Comparison, of: SettingDifference['kind']): readonly string[] {
  return differences
    .filter(({ kind }) => kind === of)
    .map(({ path, a = 'none', b = 'none' }) => `${path}: ${clip(a, 60)} → ${clip(b, 60)}`);
}

function cleaned(row: ComparisonRow): ComparisonRow {
  return {
    ...row,
    strategy: cleanText(row.strategy),
    metric: cleanText(row.metric),
    note: cleanText(row.note),
  };
}
