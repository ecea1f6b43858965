import { expect, it } from 'vitest';
import {
  limitWords,
  marginWords,
  measuredWords,
  thresholdSentence,
} from '../../src/render/threshold-words.ts';
import { aThreshold } from '../helpers/a-judged-run.ts';

it.each([
  [{}, '12.3 s', '20.0 s', '+38 %'],
  [{ unit: 'share', actual: 0.004, limit: 0.01, margin: 0.6 }, '0.4 %', '1 %', '+60 %'],
  [{ unit: 'count', actual: 1_200, limit: 0, margin: -2 }, '1,200', '0', '−200 %'],
  [{ unit: 'per_s', actual: 12.34, limit: 10 }, '12.3/s', '10.0/s', '+38 %'],
  [{ unit: 'per_min', actual: 50, limit: 40 }, '50.0/min', '40.0/min', '+38 %'],
  [{ unit: 'usd', actual: 0.178, limit: 1 }, '$0.178', '$1.00', '+38 %'],
  [{ at_least: true }, '≥ 12.3 s', '20.0 s', '+38 %'],
] as const)('words %j', (overrides, measured, limit, margin) => {
  const row = aThreshold(overrides);
  expect([measuredWords(row), limitWords(row), marginWords(row)]).toEqual([
    measured,
    limit,
    margin,
  ]);
});

it('says how many items were never answered', () => {
  const { actual: _, margin: __, ...rest } = aThreshold({ never_answered: 6, verdict: 'fail' });
  expect(measuredWords(rest)).toBe('∞ (6 never answered)');
  expect(thresholdSentence(rest)).toBe(
    'semaphore-10: latency p95 < 20s: fail, measured ∞ (6 never answered), 60 values',
  );
});
