import { matcherOf } from '../../core/glob.ts';
import { METRICS } from '../../core/metric.ts';
import type { DistributionName, SoFar } from '../../core/run-result.ts';
import type { ThresholdResult, ThresholdRule } from '../../core/threshold.ts';
import type { Milliseconds } from '../../core/units.ts';
import { isLowN, LEAST_BEYOND } from '../low-n.ts';
import type { LimitRule } from './judge-rule.ts';
import { judgeRule } from './judge-rule.ts';
import { isTrend, trendOf } from './measure.ts';
import { sizeOf } from './trend.ts';

/**
 * Thresholds that end a run as soon as they fail. Each is looked at while a round goes on, by what has ended until then, and
 * only with 10 values beyond its percentile, or 10 items that count against its share.
 */
export class EarlyEnd {
  readonly #rules: readonly LimitRule[];
  #row: ThresholdResult | undefined;

  constructor(rules: readonly ThresholdRule[] = []) {
    this.#rules = rules.filter(({ abort }) => abort) as LimitRule[];
  }

  /** Whether there is anything to look at. */
  get watches(): boolean {
    return this.#rules.length > 0;
  }

  /** Distributions that a look needs. */
  get reads(): readonly DistributionName[] {
    return [...new Set(this.#rules.map(({ metric }) => metric).filter(isTrend))];
  }

  /** The threshold that ended the run, as it stood then. */
  get row(): ThresholdResult | undefined {
    return this.#row;
  }

  /**
   * Looks at a round that goes on.
   *
   * @param elapsed time since the round's start
   * @returns whether the run is to end
   */
  look(strategy: string, soFar: SoFar, elapsed: Milliseconds): boolean {
    if (this.#row) return true;
    for (const rule of this.#rules) {
      const due = elapsed >= (rule.abort?.after ?? 0);
      if (!due || (rule.strategy !== undefined && !matcherOf(rule.strategy)(strategy))) continue;
      const row = judgeRule(rule, strategy, { metrics: soFar });
      if (row.verdict !== 'fail' || row.severity === 'warn' || !hasEnough(rule, row, soFar))
        continue;
      this.#row = { ...row, aborted: true };
      return true;
    }
    return false;
  }

  /** Puts the row that ended the run in the place of its later self. */
  applyTo(rows: readonly ThresholdResult[]): readonly ThresholdResult[] {
    const ended = this.#row;
    if (!ended) return rows;
    const isIt = ({ key, expr, strategy }: ThresholdResult) =>
      key === ended.key && expr === ended.expr && strategy === ended.strategy;
    return rows.map((row) => (isIt(row) ? ended : row));
  }
}

function hasEnough(rule: LimitRule, { actual = 0, n = 0 }: ThresholdResult, soFar: SoFar): boolean {
  const { metric, percentile } = rule;
  if (isTrend(metric)) {
    return percentile === undefined || !isLowN(percentile, sizeOf(trendOf(metric, soFar)));
  }
  return METRICS[metric].kind !== 'share' || actual * n >= LEAST_BEYOND;
}
