import { expect, it } from 'vitest';
import { ciadLaw } from '../../../../src/dispatch/limits/laws/ciad.ts';
import { drop, limitsOf, ok } from '../../../helpers/law-trace.ts';

it('adds 1 / L while nine tenths are in use, and falls to ⌊0.9 · L⌋ at a drop', () => {
  const steps = [
    [ok(100, 9), 10.1],
    [ok(100, 8), 10.1],
    [ok(100, 9), 10.1 + 1 / 10.1],
    [drop, 9],
    [drop, 8],
    [drop, 7],
    [drop, 6],
    [drop, 5],
    [drop, 4],
    [drop, 3],
    [drop, 2],
    [drop, 1],
    [drop, 1],
    [ok(100, 1), 2],
    [ok(100, 1), 2.5],
    [ok(100, 1), 2.5],
    [ok(100, 2), 2.9],
    [ok(100, 2), 2.9 + 1 / 2.9],
    [ok(100, 2), 3.553_010_37],
    [drop, 3],
  ] as const;
  const limits = limitsOf(
    ciadLaw({ initial: 10, ratio: 0.9 }),
    steps.map(([sample]) => sample),
  );
  for (const [i, [, limit]] of steps.entries()) expect(limits[i]).toBeCloseTo(limit, 7);
});
