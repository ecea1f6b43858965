import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signFlipP } from '../../../src/analyze/paired/sign-flip.ts';

/** All patterns, one after the other. */
function slowly(differences: readonly number[]): number {
  const least = differences.reduce((total, d) => total + d, 0) - 1e-12;
  const patterns = 2 ** differences.length;
  let atLeast = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    const total = differences.reduce(
      (reached, d, i) => reached + ((pattern >> i) % 2 === 0 ? d : -d),
      0,
    );
    if (total >= least) atLeast++;
  }
  return atLeast / patterns;
}

describe('the sign-flip test', () => {
  it.each([
    ['nothing', [], 1],
    ['zeros', [0, 0, 0], 1],
    ['five of one sign', [1, 2, 3, 4, 5], 1 / 32],
    ['seven of one sign', [3, 3, 3, 3, 3, 3, 3], 1 / 128],
    ['five of the other', [-1, -2, -3, -4, -5], 1],
    ['one small against', [5, 4, 3, 2, -1], 2 / 32],
  ])('of %s is %j → %f', (_, differences, p) => {
    expect(signFlipP(differences)).toBe(p);
  });

  it('counts what all patterns one by one give', () => {
    const whole = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 10 });
    fc.assert(
      fc.property(whole, (differences) => {
        expect(signFlipP(differences)).toBe(slowly(differences));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('draws patterns above 20 rounds: the same for a seed, and near the normal limit', () => {
    const differences = Array.from({ length: 24 }, (_, i) => (i % 4 === 0 ? -1 : 1));
    // 12 more ups than downs out of 24 coins: P(at least 18 heads) = 0.01133.
    expect(signFlipP(differences, 3)).toBe(signFlipP(differences, 3));
    expect(signFlipP(differences, 3)).toBeCloseTo(0.01133, 2);
  });
});
