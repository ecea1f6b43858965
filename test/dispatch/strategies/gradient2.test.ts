import { expect, it } from 'vitest';
import { gradient2 } from '../../../src/dispatch/strategies/gradient2.ts';
import { OK } from '../../helpers/fake-client.ts';
import { BUSY, startsOf } from '../../helpers/starts-of.ts';

const rule = {
  initial: 4,
  min: 1,
  max: 8,
  smoothing: 0.2,
  queue: 4,
  tolerance: 1.5,
  cut: 'each',
  windowed: false,
} as const;

// The first reply finds less than half of 4 in use; each of the other three adds 0.2 · 4: 6.4.
it('gradient2 adds a fifth of its queue of 4 with each reply while half is in use', async () => {
  const starts = await startsOf(gradient2.create(rule), 30);
  expect(starts.slice(0, 3)).toEqual([
    [0, 4],
    [100, 6],
    [200, 8],
  ]);
});

it('gradient2 does not hear of drops, unless it is told what they leave: 8 · 0.5² = 2', async () => {
  const drops = (item: number) => (item < 2 ? BUSY : OK);
  const service = (item: number) => (item < 2 ? 100 : 1_000);
  const most = { ...rule, initial: 8 };
  expect(await startsOf(gradient2.create(most), 10, drops, { service })).toEqual([
    [0, 8],
    [100, 2],
  ]);
  const heeding = gradient2.create({ ...most, dropRatio: 0.5 });
  expect(await startsOf(heeding, 10, drops, { service })).toEqual([
    [0, 8],
    [1_000, 2],
  ]);
});
