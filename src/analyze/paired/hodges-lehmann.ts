/**
 * Hodges-Lehmann estimate of location: the median of the means of all pairs, each value paired with itself, too.
 *
 * @param values at least one
 */
export function hodgesLehmann(values: readonly number[]): number {
  const means = values.flatMap((a, i) => values.slice(i).map((b) => (a + b) / 2));
  means.sort((a, b) => a - b);
  const lower = means[Math.floor((means.length - 1) / 2)] ?? Number.NaN;
  const upper = means[Math.floor(means.length / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}
