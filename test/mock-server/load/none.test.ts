import { expect, it } from 'vitest';
import { none } from '../../../mock-server/load/none.ts';
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
