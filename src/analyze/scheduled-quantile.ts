import type { Distribution, Metrics } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import { DurationHistogram } from '../measure/duration-histogram.ts';

/** A quantile of the latency of all items that were scheduled, not only of those that were answered. */
export interface ScheduledQuantile {
  /** `Infinity` when so many items were never answered that the quantile falls among them. */
  readonly value: Milliseconds;
  /** The run was cut before the quantile could be known: it is at least `value`. Print it as `≥ value`. */
  readonly censored: boolean;
}

/** A guard against floating point: 0.999 · 20 000 is a little more than 19 980. */
const ULP_GUARD = 1e-9;

/** The rank, from 1, of a quantile among `count` values in rising order. */
export function nearestRank(quantile: number, count: number): number {
  return Math.max(1, Math.ceil(quantile * count - ULP_GUARD));
}

/**
 * The latency of all scheduled items at a quantile: failed and dropped ones never ended, and one that was cut off took at
 * least its age. To fail or drop work can therefore never improve it.
 *
 * @param quantile 0 to 1
 * @returns `undefined` when nothing was scheduled
 */
export function scheduledQuantile(
  { counts, latency, incomplete_age: ages }: Pick<Metrics, 'counts' | 'latency' | 'incomplete_age'>,
  quantile: number,
): ScheduledQuantile | undefined {
  if (counts.scheduled === 0) return undefined;
  const rank = nearestRank(quantile, counts.scheduled);
  const answered = histogramOf(latency);
  const atLeast = histogramOf(latency, ages);
  // What was cut off before anybody knew its age has one of at least 0.
  const unknown = Math.max(0, counts.incomplete - (ages?.count ?? 0));
  const least = rank <= unknown ? 0 : atLeast.bucketAt(rank - unknown);
  const most = answered.bucketAt(rank);
  // Compared before they are clamped: the two have extremes of their own.
  if (least === most) return { value: answered.valueAt(rank) / 1_000, censored: false };
  return { value: rank <= unknown ? 0 : atLeast.valueAt(rank - unknown) / 1_000, censored: true };
}

function histogramOf(...parts: readonly (Distribution | undefined)[]): DurationHistogram {
  const histogram = new DurationHistogram('latency');
  for (const part of parts) if (part) histogram.add(part);
  return histogram;
}
