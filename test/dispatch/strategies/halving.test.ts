import { expect, it } from 'vitest';
import { halving } from '../../../src/dispatch/strategies/halving.ts';
import { OK } from '../../helpers/fake-client.ts';
import { BUSY, startsOf } from '../../helpers/starts-of.ts';

const rule = { initial: 4, min: 1, max: 8, cut: 'each', windowed: false } as const;

it('halving starts 1 more after each whole limit of ok attempts, up to 8', async () => {
  expect(await startsOf(halving.create(rule), 38)).toEqual([
    [0, 4],
    [100, 5],
    [200, 6],
    [300, 7],
    [400, 8],
    [500, 8],
  ]);
});

// Of the 5 that started at 100 ms the first drops: ⌊5 / 2⌋ = 2, and 3 after the next 2 ok ones.
it('halving has half at once after a drop', async () => {
  const starts = await startsOf(halving.create(rule), 20, (item) => (item === 4 ? BUSY : OK));
  expect(starts.slice(0, 3)).toEqual([
    [0, 4],
    [100, 5],
    [200, 3],
  ]);
});
