import { expect, it } from 'vitest';
import { fixedWindow } from '../../../src/dispatch/strategies/fixed-window.ts';
import { slidingWindow } from '../../../src/dispatch/strategies/sliding-window.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

// Two items at once, so that the third asks at 700 ms. The counter needs a microsecond beyond equality.
it.each([
  [
    'fixed windows on the clock',
    fixedWindow.create({ cap: 2, window: 1_000, align: 'clock', size: 2, retries: 'fifo' }),
    [0, 0, 1_000, 1_000, 2_000],
  ],
  [
    'fixed windows from the first start',
    fixedWindow.create({ cap: 2, window: 1_000, align: 'first', size: 2, retries: 'fifo' }),
    [0, 0, 1_000, 1_000, 2_000],
  ],
  [
    'a sliding log',
    slidingWindow.create({ cap: 2, window: 1_000, method: 'log', size: 2, retries: 'fifo' }),
    [0, 0, 1_000, 1_000, 2_000],
  ],
  [
    'a sliding counter',
    slidingWindow.create({ cap: 2, window: 1_000, method: 'counter', size: 2, retries: 'fifo' }),
    [0, 0, 1_000.001, 1_500.001, 2_000.001],
  ],
])('%s starts 2 in a second', async (_, strategy, expected) => {
  const { client } = await runVirtually({ strategy, work: 5, service: () => 700 });
  expect(client.requests.map(({ at }) => at)).toEqual(expected);
});
