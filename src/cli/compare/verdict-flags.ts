import type { CompareOptions } from '../../analyze/compare/compare-runs.ts';
import { ROUND_METRICS } from '../../analyze/compare/metrics.ts';
import { BenchError } from '../../core/errors.ts';
import { nearest } from '../../scenario/check/nearest.ts';

/** What every command that holds one run against another lets the user say. */
export interface VerdictFlags {
  /** Change that does not matter: share. */
  readonly tolerance?: number;
  /** Exact figures that may differ. */
  readonly expectChanges?: readonly string[];
  /** Metrics that decide, instead of the usual ones. */
  readonly gate?: readonly string[];
  /** What is otherwise no failure. */
  readonly failOn?: 'inconclusive';
}

/** @throws {BenchError} USAGE for a metric that is not kept by round, before anything is sent */
export function compareOptions({ tolerance, expectChanges, gate }: VerdictFlags): CompareOptions {
  const names = ROUND_METRICS.map(({ metric }) => metric);
  for (const name of gate ?? []) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new BenchError(
      'USAGE',
      `--gate: "${name}" is not compared by round${near ? `; did you mean "${near}"?` : '.'}`,
      { hint: `choose from ${names.join(', ')}.` },
    );
  }
  return {
    ...(tolerance !== undefined && { tolerance }),
    ...(expectChanges && { expectChanges }),
    ...(gate && { gated: gate }),
  };
}
