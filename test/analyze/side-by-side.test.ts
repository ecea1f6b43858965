import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/analyze/side-by-side.ts';
import type { ForeignRun } from '../../src/core/foreign-run.ts';
import type { RunResult } from '../../src/core/run-result.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const foreign: ForeignRun = {
  tool: 'vLLM',
  label: 'pool',
  completed: 60,
  metrics: { service: { percentiles: { 50: 2_000, 99: 3_000 } } },
};
const run = aRun([aStrategy({ name: 'alone', slots: 1 }), aStrategy({ name: 'pool', failed: 2 })]);

describe('sideBySide', () => {
  it('puts the rows of one name together, in the order of the files', () => {
    const { rows } = sideBySide([
      { label: 'a', result: run },
      { label: 'b', result: run },
      { label: 'c', foreign: [foreign] },
    ]);
    const order = rows.map(({ name, source }) => `${name} ${source}`);
    expect(order).toEqual(['alone a', 'alone b', 'pool a', 'pool b', 'pool c']);
  });

  it('leaves out what the other tool did not write, and never calls its times latency', () => {
    const { rows } = sideBySide([{ label: 'c', foreign: [foreign] }]);
    expect(rows).toEqual([
      {
        source: 'c',
        tool: 'vLLM',
        name: 'pool',
        completed: 60,
        serviceP50: 2_000,
        serviceP99: 3_000,
      },
    ]);
  });

  it('counts unanswered items', () => {
    const { rows } = sideBySide([{ label: 'a', result: run }]);
    expect(rows.map(({ failed }) => failed)).toEqual([0, 2]);
  });

  it('names what makes the work of two runs another, and a seed only once', () => {
    const other = aRun(run.strategies, {
      plan: { ...run.plan, workload: { ...run.plan.workload, maxTokens: 7 }, seeds: [7] },
      clock: { kind: 'virtual' },
    });
    const { differentWork } = sideBySide([
      { label: 'a', result: run },
      { label: 'b', result: other },
    ]);
    expect(differentWork).toEqual(['workload', 'seeds', 'clock']);
    expect(sideBySide([{ label: 'a', result: run }]).differentWork).toEqual([]);
  });

  it('calls more rounds of the same work the same work', () => {
    const [short, long] = [[1], [1, 2, 3]].map((seeds) =>
      aRun(run.strategies, { plan: { ...run.plan, seeds } }),
    ) as [RunResult, RunResult];
    const sources = [
      { label: 'a', result: short },
      { label: 'b', result: long },
    ];
    expect(sideBySide(sources).differentWork).toEqual([]);
  });
});
