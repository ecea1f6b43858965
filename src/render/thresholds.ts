import type { ThresholdResult } from '../core/threshold.ts';
import { countOf, formatCount, MISSING } from './format.ts';
import type { Tone } from './status.ts';
import { marginWords, measuredWords, THRESHOLD_LOOKS, thresholdName } from './threshold-words.ts';

/** A threshold as a line of a table, the same for terminal and page. */
export interface ThresholdRow {
  readonly tone: Tone;
  readonly glyph: string;
  readonly threshold: string;
  /** Empty for an assertion. */
  readonly strategy: string;
  readonly measured: string;
  readonly margin: string;
  readonly n: string;
  readonly verdict: string;
  /** What the numbers do not say; empty when they say it all. */
  readonly note: string;
}

const WORST_FIRST = [
  'error',
  'no-data',
  'regressed',
  'fail',
  'inconclusive',
  'skipped',
  'pass',
] as const satisfies readonly ThresholdResult['verdict'][];

/** Every threshold as a row, those that did not hold first. */
export function thresholdRows(results: readonly ThresholdResult[]): readonly ThresholdRow[] {
  return [...results].sort((a, b) => rankOf(a) - rankOf(b)).map(toRow);
}

/** By verdict; warnings that did not hold come after everything that decides. */
function rankOf(result: ThresholdResult): number {
  const rank = WORST_FIRST.indexOf(result.verdict);
  return onlyWarns(result) ? WORST_FIRST.indexOf('skipped') - 0.5 : rank;
}

function onlyWarns({ severity, verdict }: ThresholdResult): boolean {
  return severity === 'warn' && THRESHOLD_LOOKS[verdict].tone === 'bad';
}

/** What the rows say together: heading of the table. */
export function thresholdsFinding(results: readonly ThresholdResult[]): string {
  const broken = [...results]
    .filter(({ verdict, severity }) => severity === 'error' && verdict !== 'pass')
    .filter(({ verdict }) => verdict !== 'skipped')
    .sort((a, b) => rankOf(a) - rankOf(b));
  const [first] = broken;
  if (!first) {
    return results.length === 1 ? 'The threshold holds' : `All ${results.length} thresholds hold`;
  }
  const of = `${formatCount(broken.length)} of ${countOf(results.length, 'threshold')}`;
  const measured = measuredWords(first);
  const figure = measured === MISSING ? 'no data' : `measured ${measured}`;
  return `${of} ${broken.length === 1 ? 'does' : 'do'} not hold: ${thresholdName(first)}, ${figure}`;
}

function toRow(result: ThresholdResult): ThresholdRow {
  const { strategy = '', n, verdict, message = '' } = result;
  const { glyph, word, tone } = THRESHOLD_LOOKS[verdict];
  const remarks = [
    ...(onlyWarns(result) ? ['warning only'] : []),
    ...(result.marginal ? ['marginal'] : []),
    ...(result.low_n ? ['low n'] : []),
  ];
  return {
    tone: onlyWarns(result) ? 'warn' : tone,
    glyph,
    threshold: thresholdName(result),
    strategy,
    // How many there are is in the note.
    measured: measuredWords(result).replace(/^∞.*/, '∞'),
    margin: marginWords(result),
    n: n === undefined ? MISSING : formatCount(n),
    verdict: [word, ...remarks].join(', '),
    note: message,
  };
}
