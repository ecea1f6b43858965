import type { ErrorGroup, RunResult } from '../core/run-result.ts';
import { mergeBounds } from '../measure/error-bounds.ts';

/** Failures of one kind and one wording, over all strategies. */
export interface FailureGroup extends Omit<ErrorGroup, 'count' | 'later_ok'> {
  /** Attempts. */
  readonly count: number;
  readonly laterOk: number;
  /** In the scenario's order. */
  readonly strategies: readonly { readonly name: string; readonly count: number }[];
}

/** Merges the error groups of all strategies, most frequent first. */
export function failureGroups({ strategies }: RunResult): readonly FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { name, metrics } of strategies) {
    for (const { later_ok, ...error } of metrics.errors) {
      const key = JSON.stringify([error.outcome, error.status, error.error_type, error.message]);
      const known = groups.get(key) ?? { ...error, count: 0, laterOk: 0, strategies: [] };
      groups.set(key, {
        ...known,
        count: known.count + error.count,
        laterOk: known.laterOk + later_ok,
        ...mergeBounds(known, error),
        strategies: [...known.strategies, { name, count: error.count }],
      });
    }
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
