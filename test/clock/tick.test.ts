import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';

let clock: Clock;

// The clock keeps the timers that it finds when it is loaded, so it is loaded after they were replaced.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.resetModules();
  const { createRealClock } = await import('../../src/clock/real.ts');
  const { createTickClock } = await import('../../src/clock/tick.ts');
  clock = createTickClock(createRealClock());
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs the callbacks of some times. @returns the times, and when each of them ran */
async function runAll(times: readonly number[]): Promise<[due: number, ran: number][]> {
  const ran: [number, number][] = [];
  for (const time of times) clock.at(time, () => ran.push([time, clock.now()]));
  await vi.advanceTimersByTimeAsync(3_000);
  return ran;
}

it('runs all callbacks of a millisecond at its end, in their order, none before its time', async () => {
  expect(await runAll([10.2, 11, 10.9, 11.1, 5])).toEqual([
    [5, 5],
    [10.2, 11],
    [10.9, 11],
    [11, 11],
    [11.1, 12],
  ]);
});

it('needs one timer for a thousand callbacks', () => {
  for (let i = 0; i < 1_000; i++) clock.at(i / 2, () => {});
  expect(vi.getTimerCount()).toBe(1);
});

it('wakes earlier for an earlier one, and gives one beyond a second a timer of its own', async () => {
  expect(await runAll([900, 3, 2_000])).toEqual([
    [3, 3],
    [900, 900],
    [2_000, 2_000],
  ]);
});

it('runs what a callback adds for its own instant or the past in the next millisecond', async () => {
  const ran: number[] = [];
  clock.at(7, () => {
    clock.at(7, () => ran.push(clock.now()));
    clock.at(3, () => ran.push(clock.now()));
  });
  await vi.advanceTimersByTimeAsync(20);
  expect(ran).toEqual([8, 8]);
});

it('does not call back once cancelled, also by another callback of the same tick', async () => {
  clock.at(5, () => last.cancel());
  const last = clock.at(5, () => expect.unreachable());
  await vi.advanceTimersByTimeAsync(10);
  expect(vi.getTimerCount()).toBe(0);
});

it('goes on after a callback that throws, with the others of its tick and those to come', async () => {
  const uncaught = vi.fn<(error: unknown) => void>();
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').once('uncaughtException', uncaught);
  try {
    clock.at(5, () => {
      throw new Error('broken');
    });
    expect(await runAll([5, 9])).toEqual([
      [5, 5],
      [9, 9],
    ]);
    expect(uncaught.mock.lastCall?.[0]).toMatchObject({ message: 'broken' });
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const listener of others) process.on('uncaughtException', listener);
  }
});
