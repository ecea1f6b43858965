import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it } from 'vitest';
import type { NodeTimers } from '../../src/clock/node-timers.ts';
import { createNodeTimers } from '../../src/clock/node-timers.ts';
import type { VirtualClock } from '../../src/clock/virtual.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/** Runs a body with Node's timers for `span` virtual milliseconds, and returns what it logged. */
function logOf(
  span: number,
  body: (timers: NodeTimers, log: (text?: unknown) => void, clock: VirtualClock) => void,
): Promise<string[]> {
  return onVirtualClock(async (clock) => {
    const lines: string[] = [];
    body(createNodeTimers(clock), (text = '') => lines.push(`${clock.now()}${text}`), clock);
    await clock.sleep(span);
    return lines;
  });
}

it.each([
  { delay: 0, fires: 1 },
  { delay: -1, fires: 1 },
  { delay: Number.NaN, fires: 1 },
  { delay: undefined, fires: 1 },
  { delay: 2 ** 31, fires: 1 },
  { delay: 2 ** 31 - 1, fires: 2_147_483_647 },
  { delay: 1.9, fires: 1 },
  { delay: 2.1, fires: 2 },
  { delay: '50', fires: 50 },
])('fires a timeout of $delay after $fires ms, as Node does', async ({ delay, fires }) => {
  const now = await onVirtualClock(
    (clock) =>
      new Promise<number>((resolve) => {
        createNodeTimers(clock).setTimeout(() => resolve(clock.now()), delay);
      }),
    { maxVirtualTime: 2 ** 31 },
  );
  expect(now).toBe(fires);
});

it('calls back with the given arguments, once, and with the timer as this', async () => {
  const log = await logOf(100, (timers, write) => {
    const timer = timers.setTimeout(
      function (this: unknown, ...args: unknown[]) {
        write(`:${args.join('+')}:${this === timer}`);
      },
      5,
      'a',
      'b',
    );
  });
  expect(log).toEqual(['5:a+b:true']);
});

it('refuses a callback that is no function with Node’s error code', async () => {
  await onVirtualClock(async (clock) => {
    const setTimeout: (callback: never) => unknown = createNodeTimers(clock).setTimeout;
    expect(() => setTimeout('alert()' as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }),
    );
  });
});

it('runs an immediate at the same instant, after those already queued', async () => {
  const log = await logOf(3, (timers, write) => {
    timers.setTimeout(() => {
      timers.setImmediate(write, ':first');
      timers.setImmediate(write, ':second');
      write(':timeout');
    }, 2);
  });
  expect(log).toEqual(['2:timeout', '2:first', '2:second']);
});

it('fires an interval every 10 ms until it is cleared inside its own callback', async () => {
  const log = await logOf(100, (timers, write) => {
    let left = 3;
    const interval = timers.setInterval(() => {
      write();
      if (--left === 0) timers.clear(interval);
    }, 10);
  });
  expect(log).toEqual(['10', '20', '30']);
});

it('reads the delay of an interval as that of a timeout: 0 is 1 ms', async () => {
  const log = await logOf(3.5, (timers, write) => {
    timers.setInterval(write, 0);
  });
  expect(log).toEqual(['1', '2', '3']);
});

it.each([
  ['object', (timer: object) => timer],
  ['number', (timer: object) => Number(timer)],
  ['text of its number', (timer: object) => `${Number(timer)}`],
])('clears any kind of timer by its %s, also twice', async (_, handleOf) => {
  const log = await logOf(100, (timers, write) => {
    const pending = [
      timers.setTimeout(write, 5),
      timers.setInterval(write, 5),
      timers.setImmediate(write),
    ];
    for (const timer of pending) {
      const handle = handleOf(timer);
      expect(timers.clear(handle)).toBe(true);
      timers.clear(handle);
    }
  });
  expect(log).toEqual([]);
});

it.each([undefined, null, 0, 123_456, 'x', {}])(
  'takes %s for no timer of its own',
  async (handle) => {
    await onVirtualClock(async (clock) => {
      expect(createNodeTimers(clock).clear(handle)).toBe(false);
    });
  },
);

it('starts the delay anew with refresh, also after it fired, but not once cleared', async () => {
  const log = await logOf(100, (timers, write, clock) => {
    const timer = timers.setTimeout(write, 10);
    clock.at(6, () => timer.refresh());
    clock.at(30, () => timer.refresh());
    clock.at(50, () => timer.close().refresh());
  });
  expect(log).toEqual(['16', '40']);
});

it('takes its place behind equals when it is refreshed', async () => {
  const log = await logOf(20, (timers, write) => {
    const first = timers.setTimeout(write, 10, ':first');
    timers.setTimeout(write, 10, ':second');
    first.refresh();
  });
  expect(log).toEqual(['10:second', '10:first']);
});

it('counts references, but fires also without one', async () => {
  const log = await logOf(20, (timers, write) => {
    const timer = timers.setTimeout(write, 10);
    expect(timer.hasRef()).toBe(true);
    expect(timer.unref().hasRef()).toBe(false);
    expect(timer.ref().hasRef()).toBe(true);
    timer.unref();
  });
  expect(log).toEqual(['10']);
});

it('is cleared at the end of a using block', async () => {
  const log = await logOf(20, (timers, write) => {
    timers.setTimeout(write, 10)[Symbol.dispose]();
  });
  expect(log).toEqual([]);
});

it('calls back in the async context of the caller', async () => {
  const storage = new AsyncLocalStorage<string>();
  const log = await logOf(20, (timers, write) => {
    storage.run(':request-7', () => {
      timers.setTimeout(() => write(storage.getStore()), 10);
    });
  });
  expect(log).toEqual(['10:request-7']);
});
