import type { Arm, CompareOptions } from '../../analyze/compare/compare-runs.ts';
import { compareRuns } from '../../analyze/compare/compare-runs.ts';
import type { Comparison } from '../../core/comparison.ts';
import { BenchError } from '../../core/errors.ts';

/**
 * Holds one stored result against another.
 *
 * @throws {BenchError} USAGE when one is of real and the other of virtual time
 */
export function compareArms(before: Arm, after: Arm, options: CompareOptions): Comparison {
  const question = ({ label, measured: { scenario, clock } }: Arm) =>
    `${label} holds ${scenario} on the ${clock} clock`;
  if (before.measured.clock !== after.measured.clock) {
    throw new BenchError(
      'USAGE',
      `${question(before)}, and ${question(after)}: nothing to compare.`,
      { hint: 'compare two runs of the same clock.' },
    );
  }
  return compareRuns(before, after, options);
}
