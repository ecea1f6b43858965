import { expect, it } from 'vitest';
import { linear } from '../../../mock-server/load/linear.ts';
import { none } from '../../../mock-server/load/none.ts';
import { createRealClock } from '../../../src/clock/real.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

it('serves 100 requests of 82 ms at once in 82 ms', async () => {
  const end = await onVirtualClock(async (clock) => {
    const station = none.create().createStation(clock);
    const serve = () =>
      new Promise<void>((resolve) => {
        station.start({ reach: () => void resolve() }, 82);
      });
    await Promise.all(Array.from({ length: 100 }, serve));
    return clock.now();
  });
  expect(end).toBe(82);
});

it('reaches no milestone after its visitor left', async () => {
  let reached = 0;
  await onVirtualClock(async (clock) => {
    const visit = none
      .create()
      .createStation(clock)
      .start({ reach: () => (++reached < 3 ? reached * 10 + 10 : undefined) }, 10);
    await clock.sleep(15);
    visit.leave();
    await clock.sleep(100);
  });
  expect(reached).toBe(1);
});

it('reaches all milestones that are due when its timer fires late', async () => {
  let fire = () => {};
  let now = 0;
  const lateClock: Clock = {
    ...createRealClock(),
    now: () => now,
    at(_, run) {
      fire = run;
      return { cancel() {} };
    },
  };
  let reached = 0;
  const reach = () => (++reached < 10 ? 10 * (reached + 1) : undefined);
  none.create().createStation(lateClock).start({ reach }, 10);
  now = 75;
  fire();
  expect(reached).toBe(7);
});

it('keeps the pace of the start: 3 requests with 10 % for each further one', async () => {
  const ends = await onVirtualClock(async (clock) => {
    const station = linear.create({ alpha: 0.1, sampling: 'arrival' }).createStation(clock);
    const serve = () =>
      new Promise<number>((resolve) => {
        station.start({ reach: () => void resolve(clock.now()) }, 100);
      });
    const together = await Promise.all([serve(), serve(), serve()]);
    return [...together, await serve()];
  });
  expect(ends).toEqual([100, 110, 120, 220]);
});

it('forgets a visitor that left: the next one is alone', async () => {
  const end = await onVirtualClock(async (clock) => {
    const station = linear.create({ alpha: 1, sampling: 'arrival' }).createStation(clock);
    const visit = station.start({ reach: () => undefined }, 100);
    visit.leave();
    visit.leave();
    return new Promise<number>((resolve) => {
      station.start({ reach: () => void resolve(clock.now()) }, 100);
    });
  });
  expect(end).toBe(100);
});
