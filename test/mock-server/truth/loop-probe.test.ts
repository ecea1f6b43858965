import { expect, it } from 'vitest';
import { probeLoop } from '../../../mock-server/truth/loop-probe.ts';
import { createRealClock } from '../../../src/clock/real.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

it('looks every 20 ms, is never late on a virtual clock, and stops when told', async () => {
  const lags = await onVirtualClock(async (clock) => {
    const found: number[] = [];
    const stop = probeLoop(clock, (lag) => found.push(lag));
    await clock.sleep(105);
    stop();
    await clock.sleep(100);
    return found;
  });
  expect(lags).toEqual([0, 0, 0, 0, 0]);
});

it('counts a stop of 50 ms once for each step of the grid that it covers', () => {
  let now = 0;
  let look = () => {};
  const clock: Clock = {
    ...createRealClock(),
    now: () => now,
    at(_, run) {
      look = run;
      return { cancel() {} };
    },
  };
  const found: number[] = [];
  probeLoop(clock, (lag) => found.push(lag));
  now = 70;
  look();
  now = 80;
  look();
  expect(found).toEqual([50, 30, 10, 0]);
});
