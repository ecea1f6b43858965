import { expect, it } from 'vitest';
import { halvingLaw } from '../../../../src/dispatch/limits/laws/halving.ts';
import { drop, limitsOf, ok } from '../../../helpers/law-trace.ts';

it('adds 1 after a whole limit of ok samples, halves at a drop, and stays in 2 to 5', () => {
  const fine = ok(100, 1);
  const steps = [
    [fine, 4],
    [fine, 4],
    [fine, 4],
    [fine, 5],
    [fine, 5],
    [fine, 5],
    [fine, 5],
    [fine, 5],
    [fine, 5],
    [drop, 2],
    [fine, 2],
    [fine, 3],
    [fine, 3],
    [drop, 2],
    [drop, 2],
    [fine, 2],
    [fine, 3],
    [fine, 3],
    [fine, 3],
    [fine, 4],
  ] as const;
  const law = halvingLaw({ initial: 4, min: 2, max: 5 });
  expect(
    limitsOf(
      law,
      steps.map(([sample]) => sample),
    ),
  ).toEqual(steps.map(([, limit]) => limit));
});
