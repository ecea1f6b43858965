import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Pacing } from '../../src/core/health.ts';

let createPacedClock: typeof import('../../src/clock/paced.ts').createPacedClock;

// The clock keeps the timers that it finds when it is loaded, so it is loaded after they were replaced.
beforeEach(async () => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'],
  });
  vi.resetModules();
  ({ createPacedClock } = await import('../../src/clock/paced.ts'));
});
afterEach(() => {
  vi.useRealTimers();
});

/** How many of so many callbacks a second shared a tick, in each of some tenths of a second. */
async function countTicked(mode: Pacing, perSecond: readonly number[]): Promise<number[]> {
  const { clock, pacing } = createPacedClock(mode);
  const shares: number[] = [];
  for (const rate of perSecond) {
    const before = pacing.ticked;
    for (let i = 0; i < rate / 10; i++) clock.at(clock.now() + 1, () => {});
    shares.push(pacing.ticked - before);
    await vi.advanceTimersByTimeAsync(100);
  }
  return shares;
}

it('goes over to ticks after a tenth of a second with more than 10 000 callbacks a second', async () => {
  expect(await countTicked('auto', [10_000, 10_010, 10_010, 500, 500])).toEqual([
    0, 0, 1_001, 50, 0,
  ]);
});

it('forgets a crowd over a pause', async () => {
  expect(await countTicked('auto', [10_010, 0, 500])).toEqual([0, 0, 0]);
});

it.each<[Pacing, number]>([
  ['spin', 0],
  ['timer', 0],
  ['tick', 2_000],
])('with %s does nothing else', async (mode, ticked) => {
  expect(await countTicked(mode, [20_000])).toEqual([ticked]);
});

it('reads 0 when it is created, whatever keeps its times', async () => {
  await vi.advanceTimersByTimeAsync(40);
  const { clock } = createPacedClock('auto');
  expect(clock.now()).toBe(0);
  const ran = new Promise<number>((resolve) => clock.at(12, () => resolve(clock.now())));
  await vi.advanceTimersByTimeAsync(20);
  expect(await ran).toBe(12);
});
