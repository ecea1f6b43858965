import { expect } from 'vitest';

const MOST_RUNS = 3;

/**
 * Measures durations. A machine that is busy with something else may spoil one run: when a duration is not what is
 * expected, it measures twice more and takes each duration's median.
 *
 * @param tolerance as a share of the expected duration
 */
export async function steady(
  expected: readonly number[],
  tolerance: number,
  measure: () => Promise<readonly number[]>,
): Promise<readonly number[]> {
  const runs = [await measure()];
  const isOff = (deviation: number) => Math.abs(deviation) > tolerance;
  if (!deviations(runs[0] ?? [], expected).some(isOff)) return runs[0] ?? [];
  while (runs.length < MOST_RUNS) runs.push(await measure());
  return expected.map((_, i) => median(runs.map((run) => run[i] ?? Number.NaN)));
}

/** How far each value is from what is expected, as a share of it. */
export function deviations(values: readonly number[], expected: readonly number[]): number[] {
  return expected.map((due, i) => (values[i] ?? Number.NaN) / due - 1);
}

/** Matches a deviation of at most a share, to either side. */
export function within(share: number) {
  return expect.toSatisfy((deviation: number) => Math.abs(deviation) <= share, `± ${share}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
