import type { ThresholdResult } from '../core/threshold.ts';
import {
  formatAtLeast,
  formatChange,
  formatCount,
  formatDecimal,
  formatDuration,
  formatPerSecond,
  formatShare,
  formatUsd,
  MISSING,
} from './format.ts';

/** What was measured: a number in its unit, `≥ 12.5 s`, `∞ (6 never answered)`, or nothing. */
export function formatActual({
  actual,
  unit,
  at_least,
  never_answered,
  verdict,
}: ThresholdResult): string {
  if (actual === undefined) {
    const unanswered = verdict === 'fail' && never_answered !== undefined && never_answered > 0;
    return unanswered ? formatDuration(Number.POSITIVE_INFINITY, never_answered) : MISSING;
  }
  if (at_least && unit === 'ms') return formatAtLeast(actual);
  return inUnit(actual, unit);
}

export function formatLimit({ limit, unit }: ThresholdResult): string {
  return limit === undefined ? MISSING : inUnit(limit, unit);
}

/** Distance to the limit: `+47 %` on the passing side. */
export function formatMargin({ margin }: ThresholdResult): string {
  return margin === undefined || !Number.isFinite(margin) ? MISSING : formatChange(margin);
}

function inUnit(value: number, unit: ThresholdResult['unit']): string {
  if (unit === 'ms') return formatDuration(value);
  if (unit === 'share') return formatShare(value);
  if (unit === 'usd') return formatUsd(value);
  if (unit === 'per_s') return formatPerSecond(value);
  if (unit === 'per_min') return `${formatDecimal(value)}/min`;
  return unit === 'ratio' ? formatDecimal(value) : formatCount(value);
}
