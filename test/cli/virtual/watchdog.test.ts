import { expect, it } from 'vitest';
import { createWatchdog } from '../../../src/cli/virtual/watchdog.ts';
import { VirtualClock } from '../../../src/clock/virtual.ts';

it('tells once, when nothing was heard for the limit', async () => {
  const clock = new VirtualClock();
  const silences: number[] = [];
  await clock.run(async () => {
    createWatchdog(clock, 100, () => silences.push(clock.now()));
    await clock.sleep(1_000);
  });
  expect(silences).toEqual([100]);
});

it('counts from the last sign of life', async () => {
  const clock = new VirtualClock();
  const silences: number[] = [];
  await clock.run(async () => {
    const watchdog = createWatchdog(clock, 100, () => silences.push(clock.now()));
    for (let sign = 0; sign < 5; sign++) {
      await clock.sleep(90);
      watchdog.alive();
    }
    await clock.sleep(1_000);
  });
  expect(silences).toEqual([550]);
});

it('is silent when it was stopped', async () => {
  const clock = new VirtualClock();
  const silences: number[] = [];
  await clock.run(async () => {
    createWatchdog(clock, 100, () => silences.push(clock.now())).stop();
    await clock.sleep(1_000);
  });
  expect(silences).toEqual([]);
});
