import { answeredEverything } from '../analyze/recommend.ts';
import type { StrategySummary, Summary } from '../analyze/summary.ts';
import type { RunResult, StrategyResult } from '../core/run-result.ts';
import { formatDuration, formatShare, formatUsd, MISSING } from './format.ts';

/** Prices per answer this far apart are worth a column. */
const DIFFERS = 1.01;

/**
 * The columns by which a table is the better for its costs: money was spent, or a strategy pays more for an answer than
 * another. What costs less only because it answered less is no difference.
 */
export function costColumns({ plan, strategies }: RunResult): readonly ('cost' | 'wasted')[] {
  const costs = strategies.flatMap(({ metrics }) => metrics.cost ?? []);
  if (costs.length === 0) return [];
  if (costs.some(({ wasted_usd }) => wasted_usd > 0)) return ['cost', 'wasted'];
  const each = costs.flatMap(({ per_thousand_ok_usd: usd }) => usd ?? []);
  const differ = Math.max(...each) > Math.min(...each) * DIFFERS;
  return differ || plan.target.kind === 'api' ? ['cost'] : [];
}

/** A cost, marked where attempts may have been billed for more than they told: `≥ $0.178`, `> $0` if that is next to nothing. */
export function costText(usd: number | undefined, { metrics }: StrategyResult): string {
  const text = formatUsd(usd);
  if (text === MISSING || !metrics.cost?.untold_attempts) return text;
  return text.startsWith('<') ? `> ${formatUsd(0)}` : `≥ ${text}`;
}

/**
 * What the answers of each strategy cost, and by which prices: `cost of 1,000 answers at the prices of 2026-10-24 (mock):
 * pool $1.78 · batch $0.89`.
 *
 * @returns `undefined` where no cost is known, or the strategies do not differ in it
 */
export function costSentence(result: RunResult, { rows }: Summary): string | undefined {
  if (costColumns(result).length === 0) return undefined;
  const { model } = result.plan.target;
  const date = rows.flatMap(({ result: { metrics } }) => metrics.cost?.prices_date ?? [])[0];
  const figures = rows.map(
    ({ name, result: strategy }) =>
      `${name} ${costText(strategy.metrics.cost?.per_thousand_ok_usd, strategy)}`,
  );
  return `cost of 1,000 answers at the prices of ${date} (${model}): ${figures.join(' · ')}`;
}

/** A saving below this share is not worth a sentence. */
const WORTH = 0.1;

/**
 * Another strategy that does the same work for less money: `batch costs 50 % less and takes 90.0 s.` Empty when there is none,
 * or when it is not known.
 */
export function cheaperSentence(best: StrategySummary, rows: readonly StrategySummary[]): string {
  const price = costOf(best);
  if (price === undefined) return '';
  const [cheapest] = rows
    .filter((row) => answeredEverything(row.result) && !cost(row)?.untold_attempts)
    .flatMap((row) => {
      const usd = costOf(row);
      return usd === undefined ? [] : [{ row, saved: 1 - usd / price }];
    })
    .sort((a, b) => b.saved - a.saved);
  if (!cheapest || !(cheapest.saved >= WORTH)) return '';
  const { row, saved } = cheapest;
  return `${row.name} costs ${formatShare(saved)} less and takes ${formatDuration(row.makespan.centre)}.`;
}

function cost({ result }: StrategySummary) {
  return result.metrics.cost;
}

function costOf(row: StrategySummary): number | undefined {
  return cost(row)?.per_thousand_ok_usd;
}
