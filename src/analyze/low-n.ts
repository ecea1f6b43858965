/** Values that must lie beyond a percentile before it says something about others. */
export const LEAST_BEYOND = 10;

/** Whether fewer than 10 of n values lie beyond a percentile: p95 needs 200, p99 needs 1,000. */
export function isLowN(percentile: number, n: number): boolean {
  return (1 - percentile / 100) * n < LEAST_BEYOND - 1e-9;
}
