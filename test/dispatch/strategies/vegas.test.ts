import { expect, it } from 'vitest';
import { vegas } from '../../../src/dispatch/strategies/vegas.ts';
import { OK } from '../../helpers/fake-client.ts';
import { startsOf } from '../../helpers/starts-of.ts';

const rule = { initial: 4, min: 1, max: 8, smoothing: 1, cut: 'each', windowed: false } as const;

// The first reply is the base, the second one finds no queue: 4 + 6, of which 8 are allowed. Replies in 500 instead of
// 100 ms are a queue of ⌈8 · 0.8⌉ = 7 > 6, which takes 1 off, and then one of ⌈7 · 0.8⌉ = 6, which is right.
it('vegas rises to 8 at once while nothing queues, and to 7 when replies take five times as long', async () => {
  const service = (item: number) => (item < 12 ? 100 : 500);
  expect(await startsOf(vegas.create(rule), 27, () => OK, { service })).toEqual([
    [0, 4],
    [100, 8],
    [200, 8],
    [700, 7],
  ]);
});
