import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let createRealClock: typeof import('../../src/clock/real.ts').createRealClock;

// The clock keeps the timers that it finds when it is loaded, so it is loaded after they were replaced.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.resetModules();
  ({ createRealClock } = await import('../../src/clock/real.ts'));
});
afterEach(() => {
  vi.useRealTimers();
});

it('starts at 0 and rounds to microseconds', async () => {
  const clock = createRealClock();
  expect(clock.now()).toBe(0);
  await vi.advanceTimersByTimeAsync(12);
  expect(clock.now()).toBe(12);
});

it('does not wake from a sleep of 2.5 ms before 2.5 ms', async () => {
  const clock = createRealClock();
  const woke = clock.sleep(2.5).then(() => clock.now());
  await vi.advanceTimersByTimeAsync(10);
  expect(await woke).toBe(3);
});

it('waits 30 days, longer than one timer of Node can', async () => {
  const days30 = 30 * 86_400_000;
  const clock = createRealClock();
  let fired = -1;
  clock.at(days30, () => {
    fired = clock.now();
  });
  await vi.advanceTimersByTimeAsync(days30 - 1);
  expect(fired).toBe(-1);
  await vi.advanceTimersByTimeAsync(1);
  expect(fired).toBe(days30);
});

it('calls back for an instant in the past, but not before at() has returned', async () => {
  const clock = createRealClock();
  await vi.advanceTimersByTimeAsync(10);
  let fired = false;
  clock.at(3, () => {
    fired = true;
  });
  expect(fired).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(fired).toBe(true);
});

it('does not call back once cancelled', async () => {
  const clock = createRealClock();
  clock.at(5, () => expect.unreachable()).cancel();
  await vi.advanceTimersByTimeAsync(10);
  expect(vi.getTimerCount()).toBe(0);
});

it('rejects a sleep with the reason of its signal, and leaves no timer', async () => {
  const clock = createRealClock();
  const controller = new AbortController();
  const slept = clock.sleep(5, controller.signal).catch((reason: unknown) => reason);
  controller.abort('stop');
  expect(await slept).toBe('stop');
  expect(await clock.sleep(5, controller.signal).catch((reason: unknown) => reason)).toBe('stop');
  expect(vi.getTimerCount()).toBe(0);
});
