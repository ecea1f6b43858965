import { matcherOf } from '../../core/glob.ts';
import type { RunResult, StrategyResult } from '../../core/run-result.ts';
import type { ThresholdResult, ThresholdRule } from '../../core/threshold.ts';
import type { AssertFunction } from '../../core/user-code.ts';
import { baselineOf } from '../baseline.ts';
import type { BaselineRule, Earlier } from './against-baseline.ts';
import { judgeAgainst } from './against-baseline.ts';
import { runAssertions } from './assertions.ts';
import type { LimitRule } from './judge-rule.ts';
import { judgeRule } from './judge-rule.ts';

/** Strategies that a rule is for, of those that have run. */
function strategiesOf<S extends { readonly name: string }>(
  { strategy }: ThresholdRule,
  strategies: readonly S[],
): readonly S[] {
  if (strategy === undefined) return strategies;
  const matches = matcherOf(strategy);
  return strategies.filter(({ name }) => matches(name));
}

/**
 * Every threshold and every assertion of a run, in this order. Where strategies are missing, thresholds are judged by what
 * there is, and assertions, which look at all of them, are left out.
 */
export async function evaluateRun(
  run: Pick<RunResult, 'plan' | 'strategies'>,
  assert: AssertFunction | undefined,
  earlier?: Earlier,
): Promise<readonly ThresholdResult[]> {
  const rows = evaluateThresholds(run.plan.thresholds ?? [], run, earlier);
  const all = run.strategies.length >= run.plan.strategies.length;
  return assert && all ? [...rows, ...(await runAssertions(assert, run))] : rows;
}

/** Holds every rule against every strategy that it is for: one row each, in the order of the rules. */
export function evaluateThresholds(
  rules: readonly ThresholdRule[],
  run: Pick<RunResult, 'strategies'>,
  earlier?: Earlier,
): readonly ThresholdResult[] {
  const baseline = baselineOf(run);
  return rules.flatMap((rule) =>
    strategiesOf(rule, run.strategies).map((strategy) =>
      isAgainst(rule) ? judgeAgainst(rule, strategy, earlier) : evaluate(rule, strategy, baseline),
    ),
  );
}

function evaluate(
  rule: ThresholdRule,
  strategy: StrategyResult,
  baseline: StrategyResult | undefined,
): ThresholdResult {
  return judgeRule(rule as LimitRule, strategy.name, {
    metrics: strategy.metrics,
    strategy,
    baseline,
  });
}

function isAgainst(rule: ThresholdRule): rule is BaselineRule {
  return rule.baseline !== undefined;
}
