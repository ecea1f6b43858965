import { cautionsOf } from '../../analyze/cautions.ts';
import { failureGroups } from '../../analyze/failures.ts';
import type { Summary } from '../../analyze/summary.ts';
import { summarise } from '../../analyze/summary.ts';
import type { RunResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import { costColumns, costSentence } from '../cost.ts';
import { formatCount } from '../format.ts';
import { goodputSentence } from '../goodput.ts';
import { cleanText } from '../markup.ts';
import { overheadSentence } from '../overhead.ts';
import { pairedTable } from '../paired.ts';
import { clockFacts, identicalSentences, unfinishedSentences } from '../seed-sentences.ts';
import { errorsFinding, furtherReasons, headline, subline } from '../sentences.ts';
import { STATUS_LOOKS } from '../status.ts';
import { comparedLines } from './comparison.ts';
import { histogramLines } from './histogram.ts';
import { pairedLines } from './paired.ts';
import type { Style } from './style.ts';
import { plainStyle, toned } from './style.ts';
import { tableLines } from './table.ts';
import { thresholdLines } from './thresholds.ts';
import { wrap } from './width.ts';

/** How the final output is laid out. */
export interface TerminalOptions {
  /** Columns of the terminal. @default 80 */
  readonly width?: number;
  /** @default without colours */
  readonly style?: Style;
  /** Draws the latencies of every strategy. @default false */
  readonly histogram?: boolean;
  /** Files that were written, with their label: `{ label: 'report', path: 'reports/x.html' }`. @default none */
  readonly files?: readonly { readonly label: string; readonly path: string }[];
}

/** Groups of errors that the terminal names; the report has them all. */
const TOP_ERRORS = 3;
/** Of a group, so that a long example cannot fill the screen. */
const ERROR_LINES = 2;
const INDENT = '  ';

/** What a run ends with on stdout: verdict, tables, errors, cautions, files. */
export function renderTerminal(result: RunResult, options: TerminalOptions = {}): string {
  const { width = 80, style = plainStyle, histogram = false, files = [] } = options;
  const summary = summarise(result);
  const blocks: readonly (readonly string[])[] = [
    verdictLines(result, summary, width, style),
    summary.rows.length === 0 ? [] : comparisonLines(result, summary, width, style),
    pairedBlock(summary, width, style),
    histogram ? histogramLines(result, width, style) : [],
    thresholdLines(result.thresholds, width, style),
    result.comparison ? comparedLines(result.comparison, { width, style }) : [],
    errorLines(result, width, style),
    cautionsOf(result).flatMap((notice) => noticeLines(notice, width, style)),
    files.map(({ label, path }) => `${style('dim', label.padEnd(8))} ${path}`),
  ];
  const text = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${text.join('\n\n')}\n`;
}

/** The headline tells the worst reason; the other reasons and the remedies follow. */
function verdictLines(
  result: RunResult,
  summary: Summary,
  width: number,
  style: Style,
): readonly string[] {
  const { status, reasons } = result.verdict;
  const { glyph, word, tone } = STATUS_LOOKS[status];
  const verdict = `${glyph} ${word}  ${cleanText(headline(result, summary))}`;
  const more = [
    subline(summary),
    ...furtherReasons(result),
    ...new Set(reasons.flatMap(({ hint }) => (hint ? [`hint ${hint}`] : []))),
  ];
  return [
    ...wrap(verdict, width, '', INDENT).map((line) => toned(style, tone, style('bold', line))),
    ...more.filter((text) => text !== '').flatMap((text) => wrap(cleanText(text), width, INDENT)),
    ...clockLines(result, width, style),
  ];
}

function clockLines(result: RunResult, width: number, style: Style): readonly string[] {
  const facts = clockFacts(result);
  if (facts.length === 0) return [];
  return wrap(facts.join(' · '), width, INDENT).map((line) => style('dim', line));
}

function comparisonLines(
  result: RunResult,
  summary: Summary,
  width: number,
  style: Style,
): readonly string[] {
  const goodput = goodputSentence(result);
  const overhead = overheadSentence(result);
  const cost = costSentence(result, summary);
  const remarks = [
    ...(cost === undefined ? [] : [{ mark: '$ ', text: cost }]),
    ...(goodput === undefined ? [] : [{ mark: '• ', text: goodput }]),
    ...identicalSentences(summary).map((text) => ({ mark: '= ', text })),
    ...unfinishedSentences(summary).map((text) => ({ mark: '◐ ', text })),
    ...(overhead === undefined ? [] : [{ mark: '• ', text: overhead }]),
  ];
  const lines = remarks.flatMap(({ mark, text }) => wrap(cleanText(text), width, mark, INDENT));
  return [
    ...tableLines(summary, width, style, { costs: costColumns(result) }),
    ...lines.map((line) => style('dim', line)),
  ];
}

function pairedBlock(summary: Summary, width: number, style: Style): readonly string[] {
  const table = pairedTable(summary);
  if (!table) return [];
  const lines = pairedLines(table, summary, width, style);
  if (lines.length === 0) return [];
  const heading = wrap(cleanText(table.heading), width).map((line) => style('bold', line));
  return [...heading, ...lines];
}

function errorLines(result: RunResult, width: number, style: Style): readonly string[] {
  const groups = failureGroups(result);
  if (groups.length === 0) return [];
  const lines = groups.slice(0, TOP_ERRORS).flatMap(({ count, outcome, status, example }) => {
    const kind = status === undefined ? outcome : `${outcome} ${status}`;
    const text = `${formatCount(count)} × ${kind}: ${cleanText(example)}`;
    return wrap(text, width, INDENT, INDENT + INDENT).slice(0, ERROR_LINES);
  });
  const rest = groups.length - TOP_ERRORS;
  return [
    ...wrap(errorsFinding(result, groups), width).map((line) => style('bold', line)),
    ...lines,
    ...(rest > 0 ? [style('dim', `${INDENT}and ${rest} more in the report`)] : []),
  ];
}

function noticeLines({ message, hint }: Notice, width: number, style: Style): readonly string[] {
  const remedy = hint ? wrap(cleanText(hint), width, INDENT) : [];
  return [
    ...wrap(cleanText(message), width, '! ', INDENT).map((line) => style('yellow', line)),
    ...remedy.map((line) => style('dim', line)),
  ];
}
