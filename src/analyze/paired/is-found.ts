import type { ComparisonVerdict } from '../../core/comparison.ts';

/** Whether a comparison found a change, for worse or for better. */
export function isFound(verdict: ComparisonVerdict): verdict is 'regressed' | 'improved' {
  return verdict === 'regressed' || verdict === 'improved';
}
