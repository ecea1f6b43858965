import { expect, it } from 'vitest';
import { gradient } from '../../../src/dispatch/strategies/gradient.ts';
import { OK } from '../../helpers/fake-client.ts';
import { BUSY, startsOf } from '../../helpers/starts-of.ts';

const rule = {
  initial: 4,
  min: 1,
  max: 20,
  smoothing: 0.5,
  tolerance: 2,
  dropRatio: 0.8,
  cut: 'each',
  windowed: false,
} as const;

// The first reply finds less than half of 4 in use; each of the next two adds the queue of 4, and then 4 of 12 in use
// is less than half, too. Items 4 to 15 run from 100 ms on, of which the first finds 1 in use.
it('gradient adds its queue of 4 while half is in use and replies are short', async () => {
  const starts = await startsOf(gradient.create(rule), 60);
  expect(starts.slice(0, 2)).toEqual([
    [0, 4],
    [100, 12],
  ]);
});

// Each drop leaves 1 − 0.5 · (1 − 0.8) = 0.9 of the limit: 8 · 0.9⁴ = 5.2.
it('gradient loses a tenth with each drop when a fifth is smoothed by half', async () => {
  const strategy = gradient.create({ ...rule, initial: 8 });
  const starts = await startsOf(strategy, 13, (item) => (item < 4 ? BUSY : OK), {
    service: (item) => (item < 4 ? 100 : 1_000),
  });
  expect(starts.slice(0, 2)).toEqual([
    [0, 8],
    [100, 1],
  ]);
});
