import { expect, it } from 'vitest';
import { fixedWindow } from '../../../src/dispatch/strategies/fixed-window.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

// Two items at once. The first two end at 1.7 s; the next two start then, and the last two ask at 1.8 s.
it.each([
  ['on the clock starts 4 around an edge', 'clock', 2_000],
  ['from the first start after the last window begins one at 1.7 s', 'first', 2_700],
] as const)('fixed-window of 2 a second %s', async (_, align, last) => {
  const strategy = fixedWindow.create({ cap: 2, window: 1_000, align, size: 2, retries: 'fifo' });
  const service = (item: number) => (item < 2 ? 1_700 : 100);
  const { client } = await runVirtually({ strategy, work: 6, service });
  expect(client.requests.map(({ at }) => at)).toEqual([0, 0, 1_700, 1_700, last, last]);
});

it('fixed-window lets nobody start before the next window, however many could', async () => {
  const strategy = fixedWindow.create({
    cap: 2,
    window: 1_000,
    align: 'clock',
    size: 9,
    retries: 'fifo',
  });
  const { client } = await runVirtually({ strategy, work: 5 });
  expect(client.requests.map(({ at }) => at)).toEqual([0, 0, 1_000, 1_000, 2_000]);
});
