import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/analyze/side-by-side.ts';
import { summarise } from '../../src/analyze/summary.ts';
import type { Cost, RunResult } from '../../src/core/run-result.ts';
import { renderBmf } from '../../src/render/bmf.ts';
import { costColumns, costSentence } from '../../src/render/cost.ts';
import { renderCsv } from '../../src/render/csv.ts';
import { renderHtml } from '../../src/render/html/index.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderOpenMetrics } from '../../src/render/openmetrics.ts';
import { subline } from '../../src/render/sentences.ts';
import { columnsOf } from '../../src/render/side-by-side.ts';
import { renderSmallerIsBetter } from '../../src/render/smaller-is-better.ts';
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

describe('the columns of costs', () => {
  it.each<[string, RunResult, readonly string[]]>([
    ['all where a strategy pays less for an answer', batchAndPool, ['cost']],
    ['none where all pay the same', withCosts({ a: cost(1.78), b: cost(1.78) }), []],
    [
      'none where one costs less because it answered less',
      withCosts({ a: cost(1), b: cost(1, { usd: 0.01 }) }),
      [],
    ],
    [
      'all and wasted where something was wasted',
      withCosts({ a: cost(1), b: cost(1, { wasted_usd: 0.02 }) }),
      ['cost', 'wasted'],
    ],
    ['none where no price is known', withCosts({ a: undefined }), []],
  ])('are %s', (_, result, columns) => {
    expect(costColumns(result)).toEqual(columns);
  });

  it('are there always for a real API', () => {
    const run = withCosts({ a: cost(1.78), b: cost(1.78) });
    const target = { ...run.plan.target, kind: 'api' } as const;
    expect(costColumns({ ...run, plan: { ...run.plan, target } })).toEqual(['cost']);
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
    const next = withCosts({ a: cost(0.000_01, { untold_attempts: 3 }), b: cost(2) });
    expect(costSentence(next, summarise(next))).toContain('a > $0');
  });
});

describe('cheaperSentence', () => {
  const told = (costs: Parameters<typeof withCosts>[0]) => {
    const run = withCosts(costs);
    return subline(summarise(run));
  };

  it('names a strategy that does the same work for at least a tenth less', () => {
    expect(told({ pool: cost(1.78), batch: cost(0.89) })).toMatch(
      /batch costs 50 % less and takes \d/,
    );
  });

  it.each<[string, Parameters<typeof withCosts>[0]]>([
    ['saves less than a tenth', { pool: cost(1), batch: cost(0.91) }],
    [
      'may have cost more than it told',
      { pool: cost(1), batch: cost(0.5, { untold_attempts: 1 }) },
    ],
    ['has no cost', { pool: cost(1), batch: undefined }],
  ])('says nothing of one that %s', (_, costs) => {
    expect(told(costs)).not.toContain('less');
  });
});

describe('other outputs', () => {
  const run = withCosts({ pool: cost(1.78, { wasted_usd: 0.01 }) });

  it('customSmallerIsBetter has the cost of 1,000 answers, and what was wasted', () => {
    expect(JSON.parse(renderSmallerIsBetter(run))).toEqual(
      expect.arrayContaining([
        { name: 'concurrency/pool cost per 1000 answers', unit: 'USD', value: 1.78 },
        { name: 'concurrency/pool wasted cost', unit: 'USD', value: 0.01 },
      ]),
    );
  });

  it('the Bencher format has that of a round', () => {
    expect(JSON.parse(renderBmf(run))['concurrency/pool']).toMatchObject({
      'cost-usd': { value: 0.178 },
    });
  });

  it('several results side by side have that of 1,000 answers', () => {
    const both = sideBySide([{ label: 'a.json', result: run }]);
    const cells = columnsOf(both).map(({ group, label, cell }) => [
      `${group} ${label}`,
      both.rows[0] && cell(both.rows[0]).text,
    ]);
    expect(Object.fromEntries(cells)).toMatchObject({ 'cost per 1,000': '$1.78' });
  });

  it('OpenMetrics has both with their unit', () => {
    const text = renderOpenMetrics(run);
    expect(text).toContain('# UNIT llm_bench_cost_usd usd\n');
    expect(text).toMatch(/^llm_bench_cost_usd\{.*strategy="pool".*\} 0\.178$/m);
    expect(text).toMatch(/^llm_bench_wasted_cost_usd\{.*\} 0\.01$/m);
  });

  it('CSV has those of each round', () => {
    const [strategy] = run.strategies;
    const rounds = strategy?.rounds.map((round) => ({
      ...round,
      cost: { usd: 0.178, wasted_usd: 0.01 },
    }));
    const [head = '', row = ''] = renderCsv({
      ...run,
      strategies: strategy ? [{ ...strategy, rounds: rounds ?? [] }] : [],
    }).split('\r\n');
    expect(head).toMatch(/,cost_usd,wasted_usd$/);
    expect(row).toMatch(/,0\.178,0\.01$/);
  });

  it('Markdown has the column and the sentence', () => {
    const text = renderMarkdown(batchAndPool);
    expect(text).toMatch(/\| cost \|\n/);
    expect(text).toContain('Cost of 1,000 answers at the prices of 2026-10-24');
  });

  it('the page has the column and the sentence', () => {
    const page = renderHtml(batchAndPool);
    expect(page).toContain('$0.178');
    expect(page).toContain('Cost of 1,000 answers at the prices of 2026-10-24');
  });
});

describe('the table in the terminal', () => {
  it('has costs on 120 columns, and gives them up before the makespan', () => {
    const wide = renderTerminal(batchAndPool, { width: 130 });
    expect(wide).toMatch(/ cost\n/);
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
