import type { Comparison } from '../../core/comparison.ts';
import type { VerdictStatus } from '../../core/verdict.ts';
import type { Finding } from '../thresholds/reasons.ts';

/** What a reason of a comparison makes of the run; the others are good news. */
const STATUSES: Readonly<Record<string, VerdictStatus>> = {
  'no-data': 'invalid',
  'exact-changed': 'regressed',
  regressed: 'regressed',
  inconclusive: 'inconclusive',
};

/** What a comparison says of B. One that does not decide cannot fail it: it has no data, or no evidence, or says nothing. */
export function comparisonFindings(comparison: Comparison | undefined): readonly Finding[] {
  if (!comparison) return [];
  return comparison.reasons.flatMap((notice) => {
    const status = STATUSES[notice.code];
    if (status === undefined || (status === 'regressed' && !comparison.gates)) return [];
    return [{ status, notice }];
  });
}
