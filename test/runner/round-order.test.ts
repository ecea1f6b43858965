import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundOrder } from '../../src/runner/round-order.ts';

const groupsOf = fc
  .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 })
  .map((sizes) => sizes.map((size, g) => Array.from({ length: size }, (_, i) => `${g}.${i}`)));

describe('roundOrder', () => {
  it('makes every block a permutation followed by its reverse, fixed by the seed alone', () => {
    fc.assert(
      fc.property(groupsOf, fc.nat(), fc.nat(50), (groups, seed, block) => {
        const first = roundOrder(groups, 2 * block, seed);
        const second = roundOrder(groups, 2 * block + 1, seed);
        expect(first.toSorted()).toEqual(groups.flat().toSorted());
        expect(second).toEqual(first.toReversed());
        expect(roundOrder(groups, 2 * block, seed)).toEqual(first);
      }),
    );
  });

  it('keeps the arms of a group next to each other', () => {
    fc.assert(
      fc.property(groupsOf, fc.nat(), fc.nat(50), (groups, seed, round) => {
        const order = roundOrder(groups, round, seed);
        for (const group of groups) {
          const places = group.map((arm) => order.indexOf(arm));
          expect(Math.max(...places) - Math.min(...places)).toBe(group.length - 1);
        }
      }),
    );
  });

  it('begins with either of two arms about equally often', () => {
    const firsts = Array.from({ length: 1_000 }, (_, block) =>
      roundOrder([['a', 'b']], 2 * block, 1),
    );
    const share = firsts.filter(([first]) => first === 'a').length / firsts.length;
    // Five standard errors of a fair coin.
    expect(Math.abs(share - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 1_000));
  });
});
