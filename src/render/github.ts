import type { RunResult } from '../core/run-result.ts';
import type { ThresholdResult, ThresholdVerdict } from '../core/threshold.ts';
import type { Notice } from '../core/verdict.ts';
import { cleanText } from './markup.ts';
import { capitalised } from './sentences.ts';
import { thresholdName, thresholdSentence } from './threshold-words.ts';

/** GitHub shows so many annotations of a kind and step. */
const MOST = 10;

interface Annotation {
  readonly title: string;
  readonly message: string;
}

const BROKEN: readonly ThresholdVerdict[] = ['no-data', 'regressed', 'fail'];

/** Reasons that the rows tell better, each by itself. */
const TOLD_BY_ROWS: readonly string[] = ['threshold-failed', 'regressed', 'no-data'];

/** Workflow commands that GitHub Actions shows beside a change: errors for what failed, warnings for the rest. */
export function renderGithub(result: RunResult): string {
  const rows = result.thresholds ?? [];
  const broken = BROKEN.flatMap((verdict) => rows.filter((row) => row.verdict === verdict));
  const { status, reasons } = result.verdict;
  const untold = reasons.filter(({ code }) => broken.length === 0 || !TOLD_BY_ROWS.includes(code));
  const title = `llm-bench ${result.scenario}`;
  return [
    ...commands('error', [
      ...(status === 'pass' ? [] : untold.map((reason) => annotationOf(title, reason))),
      ...broken.filter(({ severity }) => severity === 'error').map(annotationOfRow),
    ]),
    ...commands('warning', [
      ...broken.filter(({ severity }) => severity === 'warn').map(annotationOfRow),
      ...rows.filter(({ verdict }) => verdict === 'inconclusive').map(annotationOfRow),
      ...result.warnings.map((warning) => annotationOf(title, warning)),
    ]),
  ].join('');
}

function annotationOf(title: string, { message, hint }: Notice): Annotation {
  const sentence = capitalised(message);
  return { title, message: hint ? `${sentence}. ${capitalised(hint)}` : sentence };
}

function annotationOfRow(row: ThresholdResult): Annotation {
  return { title: thresholdName(row), message: thresholdSentence(row) };
}

function commands(kind: 'error' | 'warning', annotations: readonly Annotation[]): string[] {
  const fits = annotations.length <= MOST;
  const shown = fits ? annotations : annotations.slice(0, MOST - 1);
  const rest = annotations.length - shown.length;
  return [
    ...shown.map(({ title, message }) => `::${kind} title=${property(title)}::${data(message)}\n`),
    ...(rest > 0 ? [`::${kind} title=llm-bench::and ${rest} more\n`] : []),
  ];
}

/** One line without controls: a line break would begin a command of its own. */
function data(text: string): string {
  return cleanText(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
