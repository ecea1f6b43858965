/** Points of a percentile curve at most; a smaller sample has one for each value. */
export const CURVE_STEPS = 200;

/**
 * Share of values at or below the point of a percentile curve: every rank of a small sample; above {@link CURVE_STEPS}
 * values, equal steps of log(1 / (1 − share)), because the tail is what the curve is for.
 *
 * @param step from 0
 * @param steps points of the curve
 * @param count values of the sample
 * @returns 0 to 1 − 1/n
 */
export function shareOfStep(step: number, steps: number, count: number): number {
  return count <= steps ? step / count : 1 - count ** (-step / (steps - 1));
}
