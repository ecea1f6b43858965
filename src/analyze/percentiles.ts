import { CURVE_STEPS, shareOfStep } from '../core/percentile-steps.ts';
import type { Distribution } from '../core/run-result.ts';
import { decodeCounts, decodePercentiles } from '../measure/duration-histogram.ts';
import { percentileText } from '../measure/percentile-text.ts';

/**
 * Reads percentiles that a distribution does not list from its histogram.
 *
 * @returns a function from a percentile, 0 to 100, to milliseconds: the nearest rank, clamped to the exact minimum and
 *   maximum
 */
export function percentilesOf({
  histogram,
  min_ms,
  max_ms,
}: Distribution): (percentile: number) => number {
  const decoded = decodePercentiles(histogram);
  return (percentile) => {
    return Math.min(max_ms, Math.max(min_ms, decoded(percentile) / 1_000));
  };
}

/**
 * How many values of a distribution are at most as large as a bound, within the histogram's 0.1 %.
 *
 * @returns a function from milliseconds to a count that never falls as they rise
 */
export function countsUpTo({ histogram, count, max_ms }: Distribution): (ms: number) => number {
  const counts = decodeCounts(histogram);
  return (ms) => {
    if (ms >= max_ms) return count;
    let [below, above] = [-1, counts.length];
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      if ((counts[middle]?.us ?? 0) / 1_000 <= ms) below = middle;
      else above = middle;
    }
    return counts[below]?.count ?? 0;
  };
}

/** A distribution as HdrHistogram's percentile text in milliseconds, which its plotters read. */
export function hdrText({ histogram }: Distribution): string {
  return percentileText(histogram);
}

/**
 * The curve of a distribution as far as its sample carries, from the minimum to 1 − 1/n. {@link shareOfStep} says which
 * share each value stands for.
 */
export function percentileCurve(distribution: Distribution): readonly number[] {
  const { count } = distribution;
  const at = percentilesOf(distribution);
  const steps = Math.min(count, CURVE_STEPS);
  return Array.from({ length: steps }, (_, step) =>
    step === 0 ? distribution.min_ms : at(shareOfStep(step, steps, count) * 100),
  );
}
