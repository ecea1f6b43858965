import type { Distribution } from '../../core/run-result.ts';
import type { ThresholdRule } from '../../core/threshold.ts';
import type { Milliseconds } from '../../core/units.ts';
import { scheduledQuantile } from '../scheduled-quantile.ts';

/** Durations of a population, of which some are unknown. */
export interface Trend {
  /** `scheduled`: all items, those without an answer included. `ok`: ok attempts. `measured`: whatever has a value. */
  readonly population: 'scheduled' | 'ok' | 'measured';
  readonly measured: Distribution | undefined;
  /** Values that are +∞: items that ended without an answer. */
  readonly unanswered: number;
  /** Items that were cut off before they ended. */
  readonly cut: number;
  /** How old those were: their values are at least that. An unknown age is one of at least 0. */
  readonly ages: Distribution | undefined;
}

/** A figure, or what is known of it. +∞ where it falls among items that were never answered. */
export interface Figure {
  readonly value: number;
  /** The true one is `value` or more. */
  readonly atLeast: boolean;
}

/** How many values there are, the unknown ones included. */
export function sizeOf({ measured, unanswered, cut }: Trend): number {
  return (measured?.count ?? 0) + unanswered + cut;
}

/** Reads a figure. @returns `undefined` where there are no values, and for the deviation of unknown ones */
export function readTrend(
  trend: Trend,
  { aggregate, percentile = 100 }: Pick<ThresholdRule, 'aggregate' | 'percentile'>,
): Figure | undefined {
  if (sizeOf(trend) === 0) return undefined;
  switch (aggregate) {
    case 'percentile':
      return quantileOf(trend, percentile);
    case 'min':
      return minimumOf(trend);
    case 'max':
      return maximumOf(trend);
    case 'mean':
      return meanOf(trend);
    default:
      return deviationOf(trend);
  }
}

function quantileOf(trend: Trend, percentile: number): Figure | undefined {
  const { measured, unanswered, cut, ages } = trend;
  const counts = {
    scheduled: sizeOf(trend),
    completed: measured?.count ?? 0,
    failed: unanswered,
    dropped: 0,
    incomplete: cut,
  };
  const population = {
    counts,
    ...(measured && { latency: measured }),
    ...(ages && { incomplete_age: ages }),
  };
  const quantile = scheduledQuantile(population, percentile / 100);
  return quantile && { value: quantile.value, atLeast: quantile.censored };
}

function minimumOf({ measured, cut, ages }: Trend): Figure {
  const least = measured?.min_ms ?? Number.POSITIVE_INFINITY;
  const youngest = ages && ages.count >= cut ? ages.min_ms : 0;
  return cut > 0 && youngest < least
    ? { value: youngest, atLeast: true }
    : { value: least, atLeast: false };
}

function maximumOf({ measured, unanswered, cut, ages }: Trend): Figure {
  if (unanswered > 0) return { value: Number.POSITIVE_INFINITY, atLeast: false };
  return { value: Math.max(measured?.max_ms ?? 0, ages?.max_ms ?? 0), atLeast: cut > 0 };
}

function meanOf(trend: Trend): Figure {
  const { measured, unanswered, cut, ages } = trend;
  if (unanswered > 0) return { value: Number.POSITIVE_INFINITY, atLeast: false };
  const sum = (measured?.sum_ms ?? 0) + (ages?.sum_ms ?? 0);
  return { value: sum / sizeOf(trend), atLeast: cut > 0 };
}

/** With n − 1 below the line. */
function deviationOf({ measured, unanswered, cut }: Trend): Figure | undefined {
  if (!measured || measured.count < 2 || unanswered + cut > 0) return undefined;
  const { count, sum_ms, sum_sq_ms2 } = measured;
  const squares = Math.max(0, sum_sq_ms2 - sum_ms ** 2 / count);
  return { value: Math.sqrt(squares / (count - 1)), atLeast: false };
}

/** Values below it have a histogram bucket each; above, each doubling has buckets of twice the width. */
const FINE = 2_048;

/** Whether a limit lies in the histogram's bucket of a value, so that the true value may be on its other side. */
export function isMarginal(value: Milliseconds, limit: Milliseconds): boolean {
  if (!Number.isFinite(value)) return false;
  const us = Math.round(value * 1_000);
  const width = us < FINE ? 1 : 2 ** (Math.floor(Math.log2(us)) - 10);
  const lowest = Math.floor(us / width) * width;
  const limitUs = limit * 1_000;
  return lowest <= limitUs && limitUs < lowest + width;
}
