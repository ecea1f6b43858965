import { expect, it } from 'vitest';
import { overRounds } from '../../src/analyze/rounds.ts';
import { aStrategy } from '../helpers/a-run.ts';

it.each([
  [[7], { median: 7, low: 7, high: 7 }],
  [[9, 1, 5], { median: 5, low: 1, high: 9 }],
  [[9, 1, 5, 6], { median: 5.5, low: 1, high: 9 }],
])('folds the rounds %j', (makespans, folded) => {
  expect(overRounds(aStrategy({ makespans }), 'makespan_ms')).toEqual(folded);
});

it('falls back on the merged value when no round is listed', () => {
  const strategy = aStrategy({ makespans: [], metrics: { makespan_ms: 12 } });
  expect(overRounds(strategy, 'makespan_ms')).toEqual({ median: 12, low: 12, high: 12 });
});
