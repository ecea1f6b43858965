import type { ThresholdResult, ThresholdVerdict } from '../core/threshold.ts';
import {
  countOf,
  formatAtLeast,
  formatCount,
  formatDecimal,
  formatDuration,
  formatPerSecond,
  formatShare,
  formatUsd,
  MISSING,
} from './format.ts';
import type { Tone } from './status.ts';

/** A threshold as people read it, the same for terminal and page. */
export interface ThresholdRow {
  readonly tone: Tone;
  readonly glyph: string;
  /** `latency p95 < 800ms`. */
  readonly threshold: string;
  /** Empty for an assertion. */
  readonly strategy: string;
  readonly measured: string;
  /** `+12 %` on the passing side. */
  readonly margin: string;
  readonly n: string;
  readonly verdict: string;
  /** What the numbers do not say; empty when they say it all. */
  readonly note: string;
}

const LOOKS: Readonly<
  Record<ThresholdVerdict, { readonly glyph: string; readonly word: string; readonly tone: Tone }>
> = {
  error: { glyph: '!', word: 'error', tone: 'bad' },
  'no-data': { glyph: '!', word: 'no data', tone: 'bad' },
  regressed: { glyph: '✕', word: 'regressed', tone: 'bad' },
  fail: { glyph: '✕', word: 'fail', tone: 'bad' },
  inconclusive: { glyph: '?', word: 'inconclusive', tone: 'warn' },
  skipped: { glyph: '–', word: 'skipped', tone: 'muted' },
  pass: { glyph: '✓', word: 'pass', tone: 'good' },
};

const WORST_FIRST = Object.keys(LOOKS);

/** Every threshold as a row, those that did not hold first. */
export function thresholdRows(results: readonly ThresholdResult[]): readonly ThresholdRow[] {
  return [...results].sort((a, b) => rankOf(a) - rankOf(b)).map(toRow);
}

/** By verdict; warnings that did not hold come after everything that decides. */
function rankOf({ verdict, severity }: ThresholdResult): number {
  const rank = WORST_FIRST.indexOf(verdict);
  const decides = severity === 'error' || LOOKS[verdict].tone !== 'bad';
  return decides ? rank : WORST_FIRST.indexOf('skipped') - 0.5;
}

/** What the rows say together: heading of the table. */
export function thresholdsFinding(results: readonly ThresholdResult[]): string {
  const broken = [...results]
    .filter(({ verdict, severity }) => severity === 'error' && !HOLDS.has(verdict))
    .sort((a, b) => rankOf(a) - rankOf(b));
  const [first] = broken;
  if (!first) {
    return results.length === 1 ? 'The threshold holds' : `All ${results.length} thresholds hold`;
  }
  const of = `${formatCount(broken.length)} of ${countOf(results.length, 'threshold')}`;
  const { threshold, measured } = toRow(first);
  const figure = measured === MISSING ? 'no data' : `measured ${measured}`;
  return `${of} ${broken.length === 1 ? 'does' : 'do'} not hold: ${threshold}, ${figure}`;
}

const HOLDS: ReadonlySet<ThresholdVerdict> = new Set(['pass', 'skipped']);

function toRow(result: ThresholdResult): ThresholdRow {
  const { key, expr, strategy = '', margin, n, verdict, severity, message = '' } = result;
  const { glyph, word, tone } = LOOKS[verdict];
  const warns = severity === 'warn' && tone === 'bad';
  const remarks = [
    ...(warns ? ['warning only'] : []),
    ...(result.marginal ? ['marginal'] : []),
    ...(result.low_n ? ['low n'] : []),
  ];
  return {
    tone: warns ? 'warn' : tone,
    glyph,
    threshold: key === 'assert' ? expr : `${key} ${expr}`,
    strategy,
    measured: measuredText(result),
    margin: margin === undefined ? MISSING : signed(margin),
    n: n === undefined ? MISSING : formatCount(n),
    verdict: [word, ...remarks].join(', '),
    note: message,
  };
}

function measuredText({
  actual,
  at_least,
  never_answered,
  unit,
  verdict,
}: ThresholdResult): string {
  if (actual === undefined) {
    return never_answered !== undefined && verdict !== 'no-data' ? '∞' : MISSING;
  }
  if (at_least) return formatAtLeast(actual);
  return figureText(actual, unit);
}

function figureText(value: number, unit: ThresholdResult['unit']): string {
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'share':
      return formatShare(value);
    case 'per_s':
      return formatPerSecond(value);
    case 'per_min':
      return `${formatDecimal(value)}/min`;
    case 'usd':
      return formatUsd(value);
    case 'ratio':
      return formatDecimal(value);
    default:
      return formatCount(value);
  }
}

/** A small margin keeps two digits: 0.08 % is not nothing. */
function signed(margin: number): string {
  const percent = Math.abs(margin) * 100;
  const sign = margin < 0 ? '−' : '+';
  if (percent > 999) return `${sign}> 999 %`;
  return `${sign}${percent < 10 ? Number(percent.toPrecision(1 + Number(percent >= 1))) : Math.round(percent)} %`;
}
