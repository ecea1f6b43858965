import type { Summary } from '../analyze/summary.ts';
import type { RunResult, StrategyResult } from '../core/run-result.ts';
import { formatUsd, MISSING } from './format.ts';

/** Prices per answer this far apart are worth a column. */
const DIFFERS = 1.01;

/**
 * Whether a table is the better for its costs: money was spent, or a strategy pays more for an answer than another. What
 * costs less only because it answered less is no difference.
 */
export function costMatters({ plan, strategies }: RunResult): boolean {
  if (strategies.every(({ metrics }) => !metrics.cost)) return false;
  if (plan.target.kind === 'api') return true;
  if (strategies.some(({ metrics }) => (metrics.cost?.wasted_usd ?? 0) > 0)) return true;
  const each = strategies.flatMap(({ metrics }) => metrics.cost?.per_thousand_ok_usd ?? []);
  return Math.max(...each) > Math.min(...each) * DIFFERS;
}

/** A cost, marked where attempts may have been billed for more than they told: `≥ $0.178`. */
export function costText(usd: number | undefined, { metrics }: StrategyResult): string {
  const text = formatUsd(usd);
  return text !== MISSING && metrics.cost?.untold_attempts ? `≥ ${text}` : text;
}

/**
 * What the answers of each strategy cost, and by which prices: `cost of 1,000 answers at the prices of 2026-10-24 (mock):
 * pool $1.78 · batch $0.89`.
 *
 * @returns `undefined` where no cost is known, or the strategies do not differ in it
 */
export function costSentence(result: RunResult, { rows }: Summary): string | undefined {
  if (!costMatters(result)) return undefined;
  const { model } = result.plan.target;
  const date = rows.flatMap(({ result: { metrics } }) => metrics.cost?.prices_date ?? [])[0];
  const figures = rows.map(
    ({ name, result: strategy }) =>
      `${name} ${costText(strategy.metrics.cost?.per_thousand_ok_usd, strategy)}`,
  );
  return `cost of 1,000 answers at the prices of ${date} (${model}): ${figures.join(' · ')}`;
}
