import { expect, it } from 'vitest';
import { aimdLaw } from '../../../../src/dispatch/limits/laws/aimd.ts';
import { drop, limitsOf, ok } from '../../../helpers/law-trace.ts';

it('adds 1 while half is in use, halves at drops and slow replies, and stays in 1 to 8', () => {
  const law = aimdLaw({ initial: 4, min: 1, max: 8, ratio: 0.5, timeout: 1_000 });
  const steps = [
    [ok(100, 4), 5],
    [ok(100, 3), 6],
    [ok(100, 2), 6],
    [ok(100, 3), 7],
    [ok(100, 4), 8],
    [ok(100, 8), 8],
    [drop, 4],
    [drop, 2],
    [drop, 1],
    [drop, 1],
    [ok(100, 1), 2],
    [ok(100, 1), 3],
    [ok(100, 1), 3],
    [ok(100, 2), 4],
    [ok(1_001, 2), 2],
    [ok(1_000, 2), 3],
    [ok(100, 3), 4],
    [ok(100, 4), 5],
    [drop, 2],
    [ok(100, 1), 3],
  ] as const;
  expect(
    limitsOf(
      law,
      steps.map(([sample]) => sample),
    ),
  ).toEqual(steps.map(([, limit]) => limit));
});

it('without a timeout calls nothing too slow', () => {
  const law = aimdLaw({ initial: 4, min: 1, max: 8, ratio: 0.5 });
  expect(limitsOf(law, [ok(1e9, 4)])).toEqual([5]);
});
