import { expect, it } from 'vitest';
import { observeLateness } from '../../../mock-server/truth/late-clock.ts';
import { createRealClock } from '../../../src/clock/real.ts';
import type { Clock } from '../../../src/core/clock.ts';

it('tells that a callback planned for 10 and one planned for the past ran at 13', () => {
  let now = 0;
  const pending: (() => void)[] = [];
  const clock: Clock = {
    ...createRealClock(),
    now: () => now,
    at(_, run) {
      pending.push(run);
      return { cancel() {} };
    },
  };
  const late: number[] = [];
  const observed = observeLateness(clock, (ms) => late.push(ms));
  observed.at(10, () => {});
  now = 12;
  observed.at(5, () => {});
  now = 13;
  for (const run of pending) run();
  expect(late).toEqual([3, 1]);
});
