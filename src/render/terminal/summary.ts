import { cautionsOf } from '../../analyze/cautions.ts';
import type { FailureGroup } from '../../analyze/failures.ts';
import { failureGroups } from '../../analyze/failures.ts';
import { summarise } from '../../analyze/summary.ts';
import type { RunResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import { formatCount } from '../format.ts';
import { cleanText } from '../markup.ts';
import { errorsFinding, headline, subline } from '../sentences.ts';
import { STATUS_LOOKS } from '../status.ts';
import type { Style } from './style.ts';
import { plainStyle, toned } from './style.ts';
import { tableLines } from './table.ts';
import { wrap } from './width.ts';

/** How the final output is laid out. */
export interface TerminalOptions {
  /** Columns of the terminal. @default 80 */
  readonly width?: number;
  /** @default without colours */
  readonly style?: Style;
  /** Files that were written, with their label: `{ label: 'report', path: 'reports/x.html' }`. @default none */
  readonly files?: readonly { readonly label: string; readonly path: string }[];
}

/** Groups of errors that the terminal names; the report has them all. */
const TOP_ERRORS = 3;

/** What a run ends with on stdout: verdict, table, errors, cautions, files. */
export function renderTerminal(result: RunResult, options: TerminalOptions = {}): string {
  const { width = 80, style = plainStyle, files = [] } = options;
  const summary = summarise(result);
  const look = STATUS_LOOKS[result.verdict.status];
  const verdict = `${look.glyph} ${look.word}  ${cleanText(headline(result, summary))}`;
  const [first = '', ...more] = wrap(verdict, width, '  ');
  const groups = failureGroups(result);
  const blocks: readonly (readonly string[])[] = [
    [
      toned(style, look.tone, style('bold', first)),
      ...more.map((line) => toned(style, look.tone, style('bold', line))),
      ...paragraph(cleanText(subline(summary)), width),
      ...furtherReasons(result, width),
    ],
    summary.rows.length === 0 ? [] : tableLines(summary, width, style),
    errorLines(result, groups, width, style),
    cautionsOf(result).flatMap((notice) => noticeLines(notice, width, style)),
    files.map(({ label, path }) => `${style('dim', label.padEnd(8))} ${path}`),
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function paragraph(text: string, width: number): readonly string[] {
  return text === '' ? [] : wrap(`  ${text}`, width, '  ');
}

/** The headline tells the worst reason; its remedy and the other reasons follow. */
function furtherReasons({ verdict: { reasons } }: RunResult, width: number): readonly string[] {
  return reasons.flatMap(({ message, hint }, index) => [
    ...(index === 0 ? [] : paragraph(cleanText(message), width)),
    ...(hint ? paragraph(`hint ${cleanText(hint)}`, width) : []),
  ]);
}

function errorLines(
  result: RunResult,
  groups: readonly FailureGroup[],
  width: number,
  style: Style,
): readonly string[] {
  if (groups.length === 0) return [];
  const lines = groups.slice(0, TOP_ERRORS).flatMap((group) => {
    const status = group.status === undefined ? '' : ` ${group.status}`;
    const text = `${formatCount(group.count)} × ${group.outcome}${status}  ${cleanText(group.example)}`;
    return wrap(`  ${text}`, width, '    ').slice(0, 2);
  });
  const rest = groups.length - TOP_ERRORS;
  const more = rest > 0 ? [style('dim', `  and ${rest} more in the report`)] : [];
  return [style('bold', errorsFinding(result, groups)), ...lines, ...more];
}

function noticeLines({ message, hint }: Notice, width: number, style: Style): readonly string[] {
  const [first = '', ...more] = wrap(`! ${cleanText(message)}`, width, '  ');
  const remedy = hint ? wrap(`  ${cleanText(hint)}`, width, '  ') : [];
  return [style('yellow', first), ...more, ...remedy.map((line) => style('dim', line))];
}
