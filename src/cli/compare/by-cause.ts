import type { RunResult } from '../../core/run-result.ts';

/** Two runs that took turns, first the one that ended both: of the other one it is only known that it was interrupted. */
export function byCause(a: RunResult, b: RunResult): readonly [RunResult, RunResult] {
  return a.verdict.reasons[0]?.code === 'partial' ? [b, a] : [a, b];
}
