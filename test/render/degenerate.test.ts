import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';
import { renderHtml } from '../../src/render/html/index.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderTerminal } from '../../src/render/terminal/summary.ts';
import type { StrategyShape } from '../helpers/a-run.ts';
import { aDeadlock, aDistribution, aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';

const many = (count: number, shape: (i: number) => StrategyShape) =>
  aRun(Array.from({ length: count }, (_, i) => aStrategy({ name: `s${i}`, ...shape(i) })));

function withCalls(...distributions: readonly (readonly number[])[]): RunResult {
  return aRun(
    distributions.map((values, i) => {
      const call = aDistribution(values);
      return aStrategy({ name: `s${i}`, ...(call && { metrics: { call, latency: call } }) });
    }),
  );
}

const nothing = aRun([], {
  complete: false,
  verdict: { status: 'partial', exitCode: 130, reasons: [] },
});
const allFailed = aRun([aStrategy({ failed: 60 })], {
  verdict: {
    status: 'invalid',
    exitCode: 12,
    reasons: [{ code: 'no-data', message: 'no item succeeded' }],
  },
});

const RESULTS: readonly (readonly [string, RunResult])[] = [
  ['1 item', many(2, () => ({ items: 1 }))],
  ['1 strategy', aRun()],
  ['20 strategies', many(20, (i) => ({ items: 5, slots: i + 1 }))],
  ['0 items', many(2, () => ({ items: 0 }))],
  ['no strategies', nothing],
  ['all failed', allFailed],
  ['0 ms makespan', many(2, () => ({ service: 0 }))],
  ['identical latencies', withCalls(Array(100).fill(2_000), Array(100).fill(2_000))],
  ['latencies of 0', withCalls(Array(10).fill(0))],
  ['a 5000 × outlier', withCalls([...Array(99).fill(1), 5_000], Array(100).fill(1))],
  ['one strategy much slower', many(3, (i) => ({ slots: i === 0 ? 1 : 60, items: 60 }))],
  ['names of 200 characters', many(3, (i) => ({ name: 'x'.repeat(199) + i }))],
  ['Japanese and right-to-left names', many(2, (i) => ({ name: i ? 'שלום' : '日本語' }))],
  ['a partial run', aRun([aStrategy({ complete: false })], { complete: false })],
  ['a run of 1 s', many(2, () => ({ service: 100 }))],
  ['a deadlock in virtual time', aDeadlock()],
  ['a virtual run without strategies', aVirtualRun([])],
  [
    'several seeds, of which some lost items',
    aVirtualRun([
      aStrategy({ name: 'a', failed: 2, makespans: [0, 0, 0] }),
      aStrategy({ name: 'b', failed: 60, makespans: [9, 10, 11] }),
    ]),
  ],
  ['several rounds', many(2, () => ({ makespans: [900, 1_000, 1_100] }))],
];

/** What a number that was never checked looks like. */
const LEAKS = /\bNaN\b|undefined|Infinity|\[object|width="-/;

describe.each(RESULTS)('%s', (_, result) => {
  it('makes a page without leaks of missing numbers', () => {
    expect(renderHtml(result)).not.toMatch(LEAKS);
  });

  it('makes Markdown without leaks of missing numbers', () => {
    expect(renderMarkdown(result)).not.toMatch(LEAKS);
  });

  it('makes terminal output without leaks of missing numbers', () => {
    expect(renderTerminal(result)).not.toMatch(LEAKS);
  });
});

it('draws at most 8 lines of 20 and says how many are missing', () => {
  const html = renderHtml(many(20, (i) => ({ items: 5, slots: i + 1 })));
  expect(html).toContain('+12 hidden: the tables hold all.');
});
