import { expect, it } from 'vitest';
import { createNodeTimers } from '../../src/clock/node-timers.ts';
import type { NodeTimersPromises } from '../../src/clock/node-timers-promises.ts';
import { createNodeTimersPromises } from '../../src/clock/node-timers-promises.ts';
import { VirtualClock } from '../../src/clock/virtual.ts';

async function run<T>(body: (timers: NodeTimersPromises, clock: VirtualClock) => Promise<T>) {
  const clock = new VirtualClock();
  const result = await clock.run(() => {
    const timers = createNodeTimersPromises(createNodeTimers(clock));
    return body(timers, clock);
  });
  return { result, now: clock.now(), ...clock.stats };
}

const abortError = expect.objectContaining({ name: 'AbortError', code: 'ABORT_ERR' });

it('waits 5 s for a timeout and hands its value over', async () => {
  expect(await run((timers) => timers.setTimeout(5_000, 'value'))).toMatchObject({
    result: 'value',
    now: 5_000,
  });
});

it('resolves an immediate at the same instant', async () => {
  expect(await run((timers) => timers.setImmediate('value'))).toMatchObject({
    result: 'value',
    now: 0,
  });
});

it.each(['setTimeout', 'setImmediate'] as const)(
  '%s rejects at once under an aborted signal',
  async (name) => {
    const signal = AbortSignal.abort('gone');
    const { result, maxHeap } = await run(async (timers) => {
      const wait =
        name === 'setTimeout'
          ? timers.setTimeout(5, undefined, { signal })
          : timers.setImmediate(undefined, { signal });
      return wait.catch((error: unknown) => error);
    });
    expect(result).toEqual(abortError);
    expect(result).toHaveProperty('cause', 'gone');
    expect(maxHeap).toBe(0);
  },
);

it('rejects a timeout of 5 s when its signal aborts after 2 s, and leaves no timer', async () => {
  const { result, now, leftoverTimers } = await run(async (timers, clock) => {
    const controller = new AbortController();
    clock.at(2_000, () => controller.abort());
    const { signal } = controller;
    return timers.setTimeout(5_000, undefined, { signal }).catch((error: unknown) => error);
  });
  expect(result).toEqual(abortError);
  expect(now).toBe(2_000);
  expect(leftoverTimers).toBe(0);
});

it('yields every 10 ms, with the ticks that a slow reader missed, until it leaves', async () => {
  const { result, leftoverTimers } = await run(async (timers, clock) => {
    const seen: number[] = [];
    for await (const value of timers.setInterval(10, 'tick')) {
      expect(value).toBe('tick');
      seen.push(clock.now());
      if (seen.length === 1) await clock.sleep(25);
      if (seen.length === 4) break;
    }
    return seen;
  });
  expect(result).toEqual([10, 35, 35, 40]);
  expect(leftoverTimers).toBe(0);
});

it('ends an interval with an AbortError when its signal aborts', async () => {
  const { result, leftoverTimers } = await run(async (timers, clock) => {
    const controller = new AbortController();
    clock.at(25, () => controller.abort());
    let ticks = 0;
    try {
      for await (const _ of timers.setInterval(10, undefined, controller)) ticks++;
    } catch (error) {
      return { ticks, error, now: clock.now() };
    }
    return undefined;
  });
  expect(result).toEqual({ ticks: 2, error: abortError, now: 25 });
  expect(leftoverTimers).toBe(0);
});
