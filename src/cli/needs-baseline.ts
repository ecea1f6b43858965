import { BenchError } from '../core/errors.ts';
import type { ThresholdRule } from '../core/threshold.ts';

/**
 * @param earlier what the rules are held against
 * @param hint what to type where there is nothing
 * @throws {BenchError} USAGE when a threshold asks for a baseline and there is none
 */
export function assertBaseline(
  rules: readonly ThresholdRule[],
  earlier: object | undefined,
  hint: string,
): void {
  const rule = rules.find(({ baseline }) => baseline);
  if (!rule || earlier) return;
  throw new BenchError(
    'USAGE',
    `"${rule.key} ${rule.expr}" is held against an earlier run, and none is named; nothing was sent or judged.`,
    { hint: `${hint}.` },
  );
}
