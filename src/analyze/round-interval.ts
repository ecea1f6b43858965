import { tQuantile } from './paired/student-t.ts';
import { spreadOf } from './spread.ts';

/** The 90 % interval of a mean over rounds, by Student's t. Absent for a single round. */
export function intervalOf(
  values: readonly number[],
): { readonly low: number; readonly high: number } | undefined {
  const { mean, deviation } = spreadOf(values) ?? {};
  if (mean === undefined || deviation === undefined) return undefined;
  const half = (tQuantile(0.95, values.length - 1) * deviation) / Math.sqrt(values.length);
  return { low: mean - half, high: mean + half };
}
