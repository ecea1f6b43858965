import { CURVE_STEPS, shareOfStep } from '../core/percentile-steps.ts';
import type { Distribution } from '../core/run-result.ts';
import { decodeCounts, rankOf } from '../measure/duration-histogram.ts';
import { percentileText } from '../measure/percentile-text.ts';

/**
 * Reads percentiles that a distribution does not list from its histogram.
 *
 * @returns a function from a percentile, 0 to 100, to milliseconds: the nearest rank, clamped to the exact minimum and
 *   maximum
 */
export function percentilesOf(distribution: Distribution): (percentile: number) => number {
  const { histogram, count, min_ms, max_ms } = distribution;
  const counts = decodeCounts(histogram);
  return (percentile) => {
    const rank = rankOf(percentile, count);
    const bucket = counts[firstWhere(counts, (upTo) => upTo.count >= rank)];
    return Math.min(max_ms, Math.max(min_ms, (bucket?.us ?? 0) / 1_000));
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
    return counts[firstWhere(counts, ({ us }) => us / 1_000 > ms) - 1]?.count ?? 0;
  };
}

/** Index of the first element for which a condition holds that holds for all behind it; the length when there is none. */
function firstWhere<T>(sorted: readonly T[], holds: (element: T) => boolean): number {
  let [below, above] = [-1, sorted.length];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (holds(sorted[middle] as T)) above = middle;
    else below = middle;
  }
  return above;
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
