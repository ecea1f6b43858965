import type { Spread } from '../analyze/spread.ts';
import {
  formatCount,
  formatDecimal,
  formatDuration,
  formatPerSecond,
  formatShare,
} from './format.ts';

/** A mean with its standard deviation, both in one unit. */
export interface SpreadText {
  /** On one line: `2.23 ± 0.14 s`. */
  readonly text: string;
  /** The same on two: `2.23 s` over `± 0.14 s`. Absent where nothing deviates. */
  readonly stacked?: readonly [mean: string, deviation: string];
}

/** `2.23 ± 0.14 s`, with the digits that {@link formatDuration} gives to the larger of the two. */
export function durationSpread({ mean, deviation }: Spread): SpreadText {
  if (!deviation) return { text: formatDuration(mean) };
  return spreadText(mean, deviation, durationScale(Math.max(mean, deviation)));
}

/**
 * A difference with its sign: `−3.74 ± 0.31 s`.
 *
 * @param largest of the differences beside it, in milliseconds: all are in the unit that suits this one
 */
export function formatDifference({ mean, deviation = 0 }: Spread, largest: number): string {
  const size = Math.abs(mean);
  const scale = durationScale(Math.max(size, deviation), largest);
  const centre = inUnit(size, scale);
  const sign = Number(centre) === 0 ? '' : mean < 0 ? '−' : '+';
  const around = deviation > 0 ? ` ± ${deviationText(deviation, scale)}` : '';
  return `${sign}${centre}${around}${scale.unit}`;
}

/** `18.0 ± 1.1/s`. */
export function perSecondSpread({ mean, deviation }: Spread): SpreadText {
  if (!deviation) return { text: formatPerSecond(mean) };
  return spreadText(mean, deviation, { unit: '/s', size: 1, decimals: decimalsOf(mean) });
}

/** `1.75 ± 0.03`. */
export function decimalSpread({ mean, deviation }: Spread): SpreadText {
  if (!deviation) return { text: formatDecimal(mean) };
  return spreadText(mean, deviation, { unit: '', size: 1, decimals: decimalsOf(mean) });
}

/** A count of each round: `30` where all are equal, otherwise `14.7 ± 2.1`. */
export function countSpread(spread: Spread): SpreadText {
  return spread.deviation ? decimalSpread(spread) : { text: formatCount(spread.mean) };
}

/**
 * A share of 0 to 1 in per cent: `98.2 ± 1.3 %`, with more decimals where it is close to 100 %, which a share that deviates
 * cannot be.
 */
export function shareSpread({ mean, deviation }: Spread): SpreadText {
  if (!deviation) return { text: formatShare(mean) };
  const decimals = Math.min(FINEST, Math.max(1, firstDigit(deviation / 0.01)));
  const spread = spreadText(mean, deviation, { unit: ' %', size: 0.01, decimals });
  return spread.text.startsWith('100') ? { text: formatShare(mean) } : spread;
}

interface Scale {
  readonly unit: string;
  /** What one of the unit is. */
  readonly size: number;
  readonly decimals: number;
}

/** Three digits, as in {@link formatDuration}, in the unit that suits `beside`. */
function durationScale(ms: number, beside = ms): Scale {
  if (beside < 0.9995) return { unit: ' µs', size: 0.001, decimals: 0 };
  if (beside < 999.5) return { unit: ' ms', size: 1, decimals: ms < 9.95 ? 1 : 0 };
  if (beside < 599_500) return { unit: ' s', size: 1_000, decimals: decimalsOf(ms / 1_000) };
  if (beside >= 7_199_500) {
    return { unit: ' h', size: 3_600_000, decimals: decimalsOf(ms / 3_600_000) };
  }
  return { unit: ' min', size: 60_000, decimals: decimalsOf(ms / 60_000) };
}

/** Decimals that make three digits. */
function decimalsOf(value: number): number {
  if (value < 9.995) return 2;
  return value < 99.95 ? 1 : 0;
}

/** Decimals at which a number below 1 begins. */
function firstDigit(value: number): number {
  return Math.ceil(-Math.log10(value));
}

const FINEST = 3;

function spreadText(mean: number, deviation: number, scale: Scale): SpreadText {
  const { unit } = scale;
  const centre = inUnit(mean, scale);
  const around = deviationText(deviation, scale);
  return {
    text: `${centre} ± ${around}${unit}`,
    stacked: [`${centre}${unit}`, `± ${around}${unit}`],
  };
}

function inUnit(value: number, { size, decimals }: Scale): string {
  return decimals === 0 ? formatCount(value / size) : (value / size).toFixed(decimals);
}

/** With the decimals of its mean, or as many more as show its first digit: 0 would say that nothing deviates. */
function deviationText(deviation: number, { size, decimals }: Scale): string {
  const value = deviation / size;
  const coarse = value.toFixed(decimals);
  if (Number(coarse) > 0) return coarse;
  const fine = value.toFixed(Math.min(FINEST, firstDigit(value)));
  return Number(fine) > 0 ? fine : '< 0.001';
}
