import { cautionsOf } from '../analyze/cautions.ts';
import { failureGroups } from '../analyze/failures.ts';
import type { Summary } from '../analyze/summary.ts';
import { summarise } from '../analyze/summary.ts';
import type { RunResult } from '../core/run-result.ts';
import type { ThresholdResult } from '../core/threshold.ts';
import type { ColumnKey } from './columns.ts';
import { COLUMNS } from './columns.ts';
import { comparisonMarkdown } from './comparison-markdown.ts';
import { costColumns, costSentence } from './cost.ts';
import { formatCount } from './format.ts';
import { code, details, plain, table } from './markdown-text.ts';
import { clockFacts, identicalSentences, unfinishedSentences } from './seed-sentences.ts';
import { capitalised, errorsFinding, furtherReasons, headline, subline } from './sentences.ts';
import { STATUS_LOOKS } from './status.ts';
import {
  limitWords,
  marginWords,
  measuredWords,
  THRESHOLD_LOOKS,
  thresholdName,
} from './threshold-words.ts';

const SHOWN: readonly ColumnKey[] = [
  'makespan',
  'speedup',
  'throughput',
  'latencyP95',
  'callP95',
  'rateLimited',
  'amplification',
  'failed',
];

/** A part of the page. What is not needed to know the verdict may be left out where room is short. */
export interface MarkdownBlock {
  readonly text: string;
  readonly dispensable: boolean;
}

/** Verdict, strategies, thresholds, errors and cautions, for a step summary or a comment. */
export function renderMarkdown(result: RunResult): string {
  return joinBlocks(markdownBlocks(result));
}

export function joinBlocks(blocks: readonly MarkdownBlock[]): string {
  return `${blocks.map(({ text }) => text).join('\n\n')}\n`;
}

/** The page in its parts, in reading order. */
export function markdownBlocks(result: RunResult): readonly MarkdownBlock[] {
  const summary = summarise(result);
  const kept = (text: string): MarkdownBlock[] => (text ? [{ text, dispensable: false }] : []);
  const more = (text: string): MarkdownBlock[] => (text ? [{ text, dispensable: true }] : []);
  return [
    ...kept(verdict(result, summary)),
    ...more(strategies(result, summary)),
    ...more(gates(result.thresholds ?? [])),
    ...more(result.comparison ? comparisonMarkdown(result.comparison) : ''),
    ...more(errors(result)),
    ...more(cautions(result)),
  ];
}

function verdict(result: RunResult, summary: Summary): string {
  const { glyph, word } = STATUS_LOOKS[result.verdict.status];
  const facts = [`scenario ${code(result.scenario)}`, ...clockFacts(result).map(plain)];
  return [
    `### ${glyph} ${word}: ${plain(headline(result, summary))}`,
    [subline(summary), ...furtherReasons(result)].filter(Boolean).map(plain).join('  \n'),
    facts.join(' · '),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function strategies(result: RunResult, summary: Summary): string {
  const { rows, recommendation, baseline } = summary;
  if (rows.length === 0) return '';
  const columns = [...SHOWN, ...costColumns(result)].map((key) => COLUMNS[key]);
  const head = ['strategy', ...columns.map(({ group, label }) => [group, label].join(' ').trim())];
  const cost = costSentence(result, summary);
  const remarks = [
    ...(cost === undefined ? [] : [capitalised(cost)]),
    ...identicalSentences(summary),
    ...unfinishedSentences(summary),
  ];
  return [
    table(
      head,
      rows.map((row) => [
        `${recommendation.starred.includes(row.name) ? '★ ' : ''}${code(row.name)}`,
        ...columns.map((column) => plain(column.cell(row, baseline).text)),
      ]),
    ),
    ...remarks.map(plain),
  ].join('\n\n');
}

function gates(rows: readonly ThresholdResult[]): string {
  if (rows.length === 0) return '';
  const broken = rows.filter(({ verdict: was }) => was !== 'pass' && was !== 'skipped').length;
  const all = table(
    ['threshold', 'strategy', 'measured', 'limit', 'margin', 'n', 'result'],
    rows.map((row) => {
      const { glyph, word } = THRESHOLD_LOOKS[row.verdict];
      return [
        code(thresholdName(row)),
        row.strategy === undefined ? '' : code(row.strategy),
        plain(measuredWords(row)),
        plain(limitWords(row)),
        plain(marginWords(row)),
        formatCount(row.n),
        `${glyph} ${word}${row.severity === 'warn' ? ' (warning)' : ''}`,
      ];
    }),
  );
  const heading =
    broken === 0
      ? `All ${rows.length} thresholds hold`
      : `${broken} of ${rows.length} thresholds do not hold`;
  return broken === 0 ? details(heading, all) : `**${heading}**\n\n${all}`;
}

function errors(result: RunResult): string {
  const groups = failureGroups(result);
  if (groups.length === 0) return '';
  const rows = groups.map(({ count, outcome, status, example }) => [
    formatCount(count),
    status === undefined ? outcome : `${outcome} ${status}`,
    code(example.slice(0, 200)),
  ]);
  return details(
    plain(errorsFinding(result, groups)),
    table(['attempts', 'outcome', 'example'], rows),
  );
}

function cautions(result: RunResult): string {
  const all = cautionsOf(result);
  if (all.length === 0) return '';
  const lines = all.map(
    ({ message, hint }) =>
      `- ${plain(capitalised(message))}${hint ? `. ${plain(capitalised(hint))}` : ''}`,
  );
  return details(all.length === 1 ? '1 caution' : `${all.length} cautions`, lines.join('\n'));
}
