import type { Distribution } from '../core/run-result.ts';

/** Standard deviation in milliseconds from the exact sums, with n below the line. */
export function populationDeviation({ count, sum_ms, sum_sq_ms2 }: Distribution): number {
  const mean = sum_ms / count;
  return Math.sqrt(Math.max(0, sum_sq_ms2 / count - mean * mean));
}

/** The same with n − 1 below the line; absent for a single value. */
export function sampleDeviation(distribution: Distribution): number | undefined {
  const { count } = distribution;
  if (count < 2) return undefined;
  return populationDeviation(distribution) * Math.sqrt(count / (count - 1));
}
