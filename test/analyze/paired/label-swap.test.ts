import { describe, expect, it } from 'vitest';
import { labelSwap } from '../../../src/analyze/paired/label-swap.ts';
import { createRng } from '../../../src/core/rng.ts';

describe('labelSwap', () => {
  it.each([
    [5, 1 / 16],
    [6, 1 / 32],
    [7, 1 / 64],
  ])(
    'gives %i rounds that all agree a p of %f: only the mirror image is as far apart',
    (rounds, p) => {
      const found = labelSwap(Array.from({ length: rounds }, () => [0.1, -0.3, 0.2]));
      expect(found).toEqual({ distance: expect.closeTo(0.3, 12), at: 1, p });
    },
  );

  it('finds nothing in equal rounds', () => {
    expect(
      labelSwap([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ distance: 0, at: 0, p: 1 });
    expect(labelSwap([])).toEqual({ distance: 0, at: 0, p: 1 });
  });

  it('takes one odd round for chance', () => {
    const rounds = [...Array.from({ length: 6 }, () => [0]), [0.7]];
    expect(labelSwap(rounds)).toEqual({ distance: expect.closeTo(0.1, 12), at: 0, p: 1 });
  });

  it('draws swaps where there are too many to count, and never says 0', () => {
    const { p } = labelSwap(Array.from({ length: 20 }, () => [0.5]));
    expect(p).toBe(1 / 4_097);
  });

  it('alarms in at most 5 % of 1 000 experiments without a difference, however alike requests of a round are', () => {
    const rng = createRng(7);
    // A whole round is slow or fast: its shares at 20 values move together.
    const experiment = (k: number) =>
      Array.from({ length: 7 }, (_, r) => {
        const shift = rng.uniform('shift', k, r) - 0.5;
        return Array.from(
          { length: 20 },
          (_, i) => shift + 0.1 * (rng.uniform('own', k * 7 + r, i) - 0.5),
        );
      });
    const alarms = Array.from({ length: 1_000 }, (_, k) => labelSwap(experiment(k)).p <= 0.05);
    const share = alarms.filter(Boolean).length / 1_000;
    // Patterns come in steps of 1/64: 3 of 64 are 4.7 %.
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThanOrEqual(0.06);
  });
});
