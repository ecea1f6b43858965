import type { Arm } from '../analyze/compare/compare-runs.ts';
import { planHash } from '../analyze/compare/plan-hash.ts';
import { BenchError } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
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

/**
 * Only runs of the same question on the same clock can be held against each other.
 *
 * @throws {BenchError} USAGE
 */
export function assertSameQuestion(
  { plan }: { readonly plan: Plan },
  { label, measured: { scenario, clock, plan_hash } }: Arm,
): void {
  const asked = `${plan.scenario} on the ${plan.clock} clock`;
  const differ = (message: string, hint: string) =>
    new BenchError('USAGE', `${message}; nothing was sent or judged.`, { hint });
  if (scenario !== plan.scenario || clock !== plan.clock) {
    throw differ(
      `${label} holds ${scenario} on the ${clock} clock, not ${asked}`,
      'name a baseline of the same scenario and clock.',
    );
  }
  if (plan_hash === planHash(plan)) return;
  throw differ(
    `${label} was measured with other options of ${scenario}: it answers another question`,
    'store it again with --save-baseline; to compare two variants: bench compare A.ts B.ts.',
  );
}
