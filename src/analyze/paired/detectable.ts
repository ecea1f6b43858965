import { tQuantile } from './student-t.ts';

const POWER = 0.8;

/**
 * The mean difference that a one-sided paired t test finds in 80 % of such comparisons: (t(1 − α) + t(0.8)) · s/√n.
 *
 * @param deviation s, of the rounds' differences
 * @param alpha one-sided level of the test
 * @returns on the scale of the differences: of log ratios a logarithm
 */
export function detectable(deviation: number, rounds: number, alpha: number): number {
  const reach = tQuantile(1 - alpha, rounds - 1) + tQuantile(POWER, rounds - 1);
  return (reach * deviation) / Math.sqrt(rounds);
}
