import { BenchError } from '../../core/errors.ts';
import type { ThresholdRule } from '../../core/threshold.ts';
import type { AssertFunction } from '../../core/user-code.ts';
import { toMistakes } from '../check/mistakes.ts';
import { thresholdsSchema } from './schema.ts';

/** Thresholds that are held against a run which is over. */
export interface PlannedThresholds {
  readonly rules: readonly ThresholdRule[];
  readonly assert?: AssertFunction;
}

/**
 * Checks thresholds by themselves: an object of limits by metric, or a scenario, whose other keys do not matter here.
 *
 * @param strategies names that a selector may match
 * @param file named in messages
 * @throws {BenchError} SCENARIO_INVALID with all mistakes
 */
export async function planThresholds(
  value: Readonly<Record<string, unknown>>,
  strategies: readonly string[],
  file: string,
): Promise<PlannedThresholds> {
  const isScenario = 'thresholds' in value || 'assert' in value || 'strategies' in value;
  const thresholds = isScenario ? (value.thresholds ?? {}) : value;
  const parsed = await thresholdsSchema(strategies).safeParseAsync(thresholds);
  if (parsed.success) {
    const { assert } = value;
    const own = isScenario && typeof assert === 'function';
    return { rules: parsed.data, ...(own && { assert: assert as AssertFunction }) };
  }
  const issues = parsed.error.issues.map((issue) => ({
    ...issue,
    path: ['thresholds', ...issue.path],
  }));
  const mistakes = toMistakes(issues, { thresholds });
  const many = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  throw new BenchError('SCENARIO_INVALID', `${file} has ${many}; nothing was judged.`, {
    mistakes,
  });
}
