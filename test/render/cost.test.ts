import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/analyze/summary.ts';
import type { Cost, RunResult } from '../../src/core/run-result.ts';
import { costMatters, costSentence } from '../../src/render/cost.ts';
import { renderTerminal } from '../../src/render/terminal/summary.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const cost = (per_thousand_ok_usd: number, more: Partial<Cost> = {}): Cost => ({
  usd: per_thousand_ok_usd / 10,
  wasted_usd: 0,
  per_thousand_ok_usd,
  prices_date: '2026-10-24',
  ...more,
});

function withCosts(costs: Readonly<Record<string, Cost | undefined>>): RunResult {
  return aRun(
    Object.entries(costs).map(([name, each]) =>
      aStrategy({ name, kind: name, ...(each && { metrics: { cost: each } }) }),
    ),
  );
}

const batchAndPool = withCosts({ pool: cost(1.78), batch: cost(0.89) });

describe('cost is shown', () => {
  it.each<[string, RunResult, boolean]>([
    ['where a strategy pays less for an answer', batchAndPool, true],
    ['not where all pay the same', withCosts({ a: cost(1.78), b: cost(1.78) }), false],
    [
      'not where one costs less because it answered less',
      withCosts({ a: cost(1), b: cost(1, { usd: 0.01 }) }),
      false,
    ],
    [
      'where something was wasted',
      withCosts({ a: cost(1), b: cost(1, { wasted_usd: 0.02 }) }),
      true,
    ],
    ['not where no price is known', withCosts({ a: undefined }), false],
  ])('%s', (_, result, shown) => {
    expect(costMatters(result)).toBe(shown);
  });

  it('always for a real API', () => {
    const run = withCosts({ a: cost(1.78), b: cost(1.78) });
    const { target } = run.plan;
    expect(costMatters({ ...run, plan: { ...run.plan, target: { ...target, kind: 'api' } } })).toBe(
      true,
    );
  });
});

describe('costSentence', () => {
  it('tells each strategy, the date and the model', () => {
    expect(costSentence(batchAndPool, summarise(batchAndPool))).toMatch(
      /^cost of 1,000 answers at the prices of 2026-10-24 \(mock-llm-1\): .*pool \$1\.78/,
    );
  });

  it('marks a cost that is more than is known', () => {
    const run = withCosts({ a: cost(1, { untold_attempts: 3 }), b: cost(2) });
    expect(costSentence(run, summarise(run))).toContain('a ≥ $1.00');
  });
});

describe('the table in the terminal', () => {
  it('has costs on 120 columns, and gives them up before the makespan', () => {
    const wide = renderTerminal(batchAndPool, { width: 130 });
    expect(wide).toMatch(/─ cost ─/);
    expect(wide).toContain('$0.178');
    const narrow = renderTerminal(batchAndPool, { width: 40 });
    expect(narrow).toContain('makespan');
  });

  it('has none where all strategies pay the same', () => {
    expect(renderTerminal(withCosts({ a: cost(1), b: cost(1) }), { width: 130 })).not.toContain(
      '$',
    );
  });
});
