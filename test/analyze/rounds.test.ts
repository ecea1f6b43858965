import { expect, it } from 'vitest';
import { makespanOf, rateLimitedOf } from '../../src/analyze/rounds.ts';
import { aStrategy } from '../helpers/a-run.ts';

it.each([
  [[7], { median: 7, low: 7, high: 7 }],
  [[9, 1, 5], { median: 5, low: 1, high: 9 }],
  [[9, 1, 5, 6], { median: 5.5, low: 1, high: 9 }],
])('folds the rounds %j', (makespans, folded) => {
  expect(makespanOf(aStrategy({ makespans }))).toEqual(folded);
});

it('falls back on the merged value when no round is listed', () => {
  const strategy = aStrategy({ makespans: [], metrics: { makespan_ms: 12 } });
  expect(makespanOf(strategy)).toEqual({ median: 12, low: 12, high: 12 });
});

it('counts refusals by round, not in total', () => {
  const strategy = aStrategy({ refused: { items: 3, times: 1 }, makespans: [1, 2, 3] });
  expect(rateLimitedOf(strategy)).toEqual({ median: 3, low: 3, high: 3 });
});
