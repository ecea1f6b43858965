import { expect, it } from 'vitest';
import { slidingWindow } from '../../../src/dispatch/strategies/sliding-window.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

// Two items at once, of 700 ms: the third asks at 700 ms. The counter needs a microsecond beyond equality.
it.each([
  ['log', [0, 0, 1_000, 1_000, 2_000]],
  ['counter', [0, 0, 1_000.001, 1_500.001, 2_000.001]],
] as const)('sliding-window by %s starts 2 in a second', async (method, expected) => {
  const strategy = slidingWindow.create({
    cap: 2,
    window: 1_000,
    method,
    size: 2,
    retries: 'fifo',
  });
  const { client } = await runVirtually({ strategy, work: 5, service: () => 700 });
  expect(client.requests.map(({ at }) => at)).toEqual(expected);
});
