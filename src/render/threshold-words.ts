import type { ThresholdResult, ThresholdVerdict } from '../core/threshold.ts';
import {
  countOf,
  formatAtLeast,
  formatCount,
  formatDecimal,
  formatDuration,
  formatShare,
  formatUsd,
  MISSING,
} from './format.ts';
import type { StatusLook } from './status.ts';

type ThresholdLook = Pick<StatusLook, 'glyph' | 'word' | 'tone'>;

/** What became of a threshold: glyph, word and colour together. */
export const THRESHOLD_LOOKS: Readonly<Record<ThresholdVerdict, ThresholdLook>> = {
  pass: { glyph: '✓', word: 'pass', tone: 'good' },
  fail: { glyph: '✕', word: 'fail', tone: 'bad' },
  regressed: { glyph: '✕', word: 'regressed', tone: 'bad' },
  'no-data': { glyph: '!', word: 'no data', tone: 'bad' },
  inconclusive: { glyph: '?', word: 'inconclusive', tone: 'warn' },
  error: { glyph: '!', word: 'error', tone: 'bad' },
  skipped: { glyph: MISSING, word: 'skipped', tone: 'muted' },
};

/** A threshold by its name: `latency p95 < 800ms`. An assertion says by itself what it is about. */
export function thresholdName({ key, expr }: ThresholdResult): string {
  return key === 'assert' ? expr : `${key} ${expr}`;
}

/** What was measured, in its unit; infinite where items were never answered. */
export function measuredWords({
  unit,
  actual,
  at_least,
  never_answered,
  verdict,
}: ThresholdResult): string {
  if (actual === undefined && never_answered !== undefined && verdict !== 'no-data') {
    return formatDuration(Number.POSITIVE_INFINITY, never_answered);
  }
  if (at_least) return formatAtLeast(actual);
  return inUnit(actual, unit);
}

/** What it was held against. */
export function limitWords({ unit, limit }: ThresholdResult): string {
  return inUnit(limit, unit);
}

/** How far from the limit, in per cent of it; positive on the passing side. A margin of 0.08 % is not nothing. */
export function marginWords({ margin }: ThresholdResult): string {
  if (margin === undefined) return MISSING;
  const sign = margin < 0 ? '−' : '+';
  const percent = Math.abs(margin) * 100;
  if (percent >= 10) return `${sign}${formatCount(percent)} %`;
  return `${sign}${Number(percent.toPrecision(percent < 1 ? 1 : 2))} %`;
}

/** A threshold in one sentence: `semaphore-10: latency p95 < 800ms failed: measured 1.20 s, 60 items`. */
export function thresholdSentence(row: ThresholdResult): string {
  const { strategy, verdict, message, n } = row;
  const who = strategy === undefined ? '' : `${strategy}: `;
  const { word } = THRESHOLD_LOOKS[verdict];
  const facts = [
    ...(row.actual === undefined && row.never_answered === undefined
      ? []
      : [`measured ${measuredWords(row)}`]),
    ...(n === undefined ? [] : [countOf(n, 'value')]),
    ...(message === undefined ? [] : [message]),
  ];
  return `${who}${thresholdName(row)}: ${word}${facts.length > 0 ? `, ${facts.join(', ')}` : ''}`;
}

function inUnit(value: number | undefined, unit: ThresholdResult['unit']): string {
  if (value === undefined) return MISSING;
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'share':
      return formatShare(value);
    case 'count':
    case 'tokens':
      return formatCount(value);
    case 'per_s':
      return `${formatDecimal(value)}/s`;
    case 'per_min':
      return `${formatDecimal(value)}/min`;
    case 'usd':
      return formatUsd(value);
    case 'ratio':
    case undefined:
      return formatDecimal(value);
  }
}
