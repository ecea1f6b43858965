import { describe, expect, it } from 'vitest';
import { cautionsOf } from '../../src/analyze/cautions.ts';
import type { RunResult } from '../../src/core/run-result.ts';
import { aDeadlock, aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';

const codesOf = (result: RunResult) => cautionsOf(result).map(({ code }) => code);
const onApi = (result: RunResult): RunResult => ({
  ...result,
  plan: { ...result.plan, target: { ...result.plan.target, kind: 'api' } },
});

it('puts the warnings of the run first and repeats no code', () => {
  const own = { code: 'low-n', message: 'as measured' };
  const cautions = cautionsOf(aRun([aStrategy()], { warnings: [own] }));
  expect(cautions.map(({ code }) => code)).toEqual(['low-n', 'mock-target']);
  expect(cautions[0]).toBe(own);
});

it('calls p99 of 100 items a maximum, and p99 of 101 items a percentile', () => {
  expect(cautionsOf(onApi(aRun([aStrategy({ items: 100 })])))).toMatchObject([
    { message: 'p99 of 100 items is the slowest one: read it as a maximum' },
  ]);
  expect(codesOf(onApi(aRun([aStrategy({ items: 101 })])))).toEqual([]);
});

it.each([
  [[5_000], 'one round per strategy: a small difference may be chance'],
  [[5_000, 5_100], '2 rounds per strategy: a small difference may be chance'],
])('warns of a comparison on the rounds %j', (makespans, message) => {
  const shape = { items: 101, makespans };
  const result = onApi(aRun([aStrategy({ ...shape, name: 'a' }), aStrategy(shape)]));
  expect(cautionsOf(result)).toMatchObject([{ code: 'few-rounds', message }]);
});

it('does not warn of a comparison on five rounds, nor of a single strategy', () => {
  const five = { items: 101, makespans: [1, 2, 3, 4, 5] };
  expect(codesOf(onApi(aRun([aStrategy({ ...five, name: 'a' }), aStrategy(five)])))).toEqual([]);
});

it('doubts one seed of virtual time, and no number of rounds', () => {
  const two = (makespans: readonly number[]) =>
    onApi(
      aVirtualRun([
        aStrategy({ items: 101, makespans, name: 'a' }),
        aStrategy({ items: 101, makespans }),
      ]),
    );
  expect(cautionsOf(two([5_000]))).toMatchObject([
    { code: 'one-seed', hint: expect.stringContaining('--seeds 10') },
  ]);
  expect(codesOf(two([5_000, 6_000]))).toEqual([]);
});

it('does not repeat what the verdict says already', () => {
  expect(aDeadlock().warnings.map(({ code }) => code)).toEqual(['strategy-threw']);
  expect(codesOf(aDeadlock())).not.toContain('strategy-threw');
});

it('has nothing to say of an api run without strategies', () => {
  expect(codesOf(onApi(aRun([])))).toEqual([]);
});

describe('costs', () => {
  const cost = { usd: 1, wasted_usd: 0, prices_date: '2026-08-20' };
  const price = {
    date: '2026-08-20',
    inputUsd: 1,
    outputUsd: 5,
    cacheWriteUsd: 1,
    cacheReadUsd: 1,
    batchFactor: 1,
  };
  const dated = (date: string, result = onApi(aRun([aStrategy({ items: 101 })]))): RunResult => ({
    ...result,
    plan: { ...result.plan, price: { ...price, date } },
  });

  it('are least values where attempts told no tokens', () => {
    const metrics = { cost: { ...cost, untold_attempts: 7 } };
    const run = onApi(aRun([aStrategy({ items: 101, name: 'hedged', metrics })]));
    expect(cautionsOf(run)).toMatchObject([
      {
        code: 'untold-cost',
        message: 'attempts that were cut off may be billed for more than they told: hedged 7',
      },
    ]);
  });

  // The run is of 2026-11-21.
  it('are doubtful 91 days after their list, but not 90', () => {
    expect(codesOf(dated('2026-08-22'))).toEqual(['old-prices']);
    expect(codesOf(dated('2026-08-23'))).toEqual([]);
  });

  it('of the mock do not age', () => {
    expect(codesOf(dated('2020-01-01', aRun([aStrategy({ items: 101 })])))).toEqual([
      'mock-target',
    ]);
  });
});
