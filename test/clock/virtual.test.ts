import { expect, it, vi } from 'vitest';
import type { DriverName } from '../../src/clock/driver.ts';
import type { EventTrace } from '../../src/clock/virtual.ts';
import { VirtualClock } from '../../src/clock/virtual.ts';
import type { Rank } from '../../src/core/clock.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const drivers: DriverName[] = ['ring', 'immediate', 'tick'];

it('takes exactly 200 000 ms for 100 sleeps of 2 s, in 100 events', async () => {
  const clock = new VirtualClock();
  await clock.run(async () => {
    for (let item = 0; item < 100; item++) await clock.sleep(2_000);
  });
  expect(clock.now()).toBe(200_000);
  expect(clock.stats).toEqual({
    events: 100,
    maxHeap: 1,
    virtualTime: 200_000,
    leftoverTimers: 0,
  });
});

it('polls 2880 times in 24 h at one poll every 30 s', async () => {
  const polls = await onVirtualClock(async (clock) => {
    let count = 0;
    while (clock.now() < 24 * 3_600_000) {
      await clock.sleep(30_000);
      count++;
    }
    return count;
  });
  expect(polls).toBe(2_880);
});

it.each([
  { ms: 0, wakes: 0 },
  { ms: 0.1, wakes: 0.1 },
  { ms: 0.0001, wakes: 0.001 },
  { ms: 1e-9, wakes: 0.001 },
  { ms: 2.3004, wakes: 2.301 },
  { ms: 16.1, wakes: 16.1 },
  { ms: 1.005, wakes: 1.005 },
  { ms: -5, wakes: 0 },
  { ms: Number.NaN, wakes: 0 },
])('sleeps $ms ms until $wakes ms: whole microseconds, rounded up', async ({ ms, wakes }) => {
  await onVirtualClock(async (clock) => {
    await clock.sleep(ms);
    expect(clock.now()).toBe(wakes);
  });
});

it('adds 1000 sleeps of 0.1 ms to exactly 100 ms', async () => {
  await onVirtualClock(async (clock) => {
    for (let i = 0; i < 1_000; i++) await clock.sleep(0.1);
    expect(clock.now()).toBe(100);
  });
});

it('never calls back before 0.1 + 0.2 ms, which lies just above a microsecond', async () => {
  await onVirtualClock(async (clock) => {
    const deadline = 0.1 + 0.2;
    await new Promise<void>((resolve) => clock.at(deadline, resolve));
    expect(clock.now()).toBe(0.301);
    await new Promise<void>((resolve) => clock.at(roundToMicrosecond(0.4 + 0.2), resolve));
    expect(clock.now()).toBe(0.6);
  });
});

it('takes an instant in the past as now, after what is already queued', async () => {
  const order: string[] = [];
  await onVirtualClock(async (clock) => {
    await clock.sleep(10);
    clock.at(10, () => order.push('queued'));
    clock.at(3, () => order.push('past'));
    await clock.sleep(1);
    expect(clock.now()).toBe(11);
  });
  expect(order).toEqual(['queued', 'past']);
});

it('fires completions of one instant first, then arrivals, then other timers', async () => {
  const order: string[] = [];
  await onVirtualClock(async (clock) => {
    const ranks: Rank[] = [2, 1, 0, 2, 0];
    for (const [index, rank] of ranks.entries()) {
      clock.at(5, () => order.push(`${rank}${'abcde'[index]}`), rank);
    }
    await clock.sleep(5);
  });
  expect(order).toEqual(['0c', '0e', '1b', '2a', '2d']);
});

it('keeps two sleeps to one instant in the order in which they began', async () => {
  const order: string[] = [];
  await onVirtualClock((clock) =>
    Promise.all([
      clock.sleep(7).then(() => order.push('first')),
      clock.sleep(7).then(() => order.push('second')),
    ]),
  );
  expect(order).toEqual(['first', 'second']);
});

it('drops a cancelled callback at once, and lets it be cancelled again', async () => {
  const clock = new VirtualClock();
  await clock.run(async () => {
    const timer = clock.at(5, () => expect.unreachable());
    timer.cancel();
    timer.cancel();
    await clock.sleep(10);
  });
  expect(clock.stats).toMatchObject({ events: 1, leftoverTimers: 0 });
});

it('labels wall time from 1 January 2026, or a given epoch, in whole milliseconds', async () => {
  await onVirtualClock(async (clock) => {
    await clock.sleep(1_500.9);
    expect(clock.wall().toISOString()).toBe('2026-01-01T00:00:01.500Z');
  });
  await onVirtualClock(
    async (clock) => expect(clock.wall().toISOString()).toBe('2030-05-06T00:00:00.000Z'),
    { epoch: new Date('2030-05-06') },
  );
});

it('tells a listener each event before its callback', async () => {
  const events: EventTrace[] = [];
  await onVirtualClock(
    async (clock) => {
      clock.at(1, () => expect(events).toHaveLength(1));
      await clock.sleep(2.5);
    },
    { onEvent: (event) => events.push(event) },
  );
  expect(events).toEqual([
    { t: 1, seq: 0, kind: 'at' },
    { t: 2.5, seq: 1, kind: 'sleep' },
  ]);
});

it.each(drivers)(
  'finishes a chain of 200 000 awaits between 1 and 2 ms (%s)',
  async (driver) => {
    const link = async (left: number): Promise<void> => {
      for (let i = left; i > 0; i--) await null;
    };
    await onVirtualClock(
      async (clock) => {
        let done = false;
        clock.at(1, () => {
          void link(200_000).then(() => {
            done = true;
          });
        });
        await new Promise<void>((resolve) => clock.at(2, resolve));
        expect(done).toBe(true);
      },
      { driver },
    );
  },
  10_000,
);

it.each(drivers)(
  'finishes promises, microtasks and ticks in turn between 1 and 2 ms (%s)',
  async (driver) => {
    await onVirtualClock(
      async (clock) => {
        let done = 0;
        const hops = [
          (next: () => void) => void Promise.resolve().then(next),
          (next: () => void) => queueMicrotask(next),
          (next: () => void) => process.nextTick(next),
        ];
        const hop = () => {
          done++;
          if (done < 3_000) hops[done % 3]?.(hop);
        };
        clock.at(1, hop);
        await new Promise<void>((resolve) => clock.at(2, resolve));
        expect(done).toBe(3_000);
      },
      { driver },
    );
  },
);

it('takes 100 short hops through the real event loop for no deadlock', async () => {
  await onVirtualClock(async (clock) => {
    for (let hop = 0; hop < 100; hop++) {
      await clock.sleep(1);
      await new Promise(setImmediate);
    }
    expect(clock.now()).toBe(100);
  });
});

it('rejects a sleep whose signal has already aborted, and schedules nothing', async () => {
  const clock = new VirtualClock();
  const reason = new Error('stop');
  await clock.run(async () => {
    await expect(clock.sleep(5, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
  expect(clock.stats.maxHeap).toBe(0);
});

it('rejects a sleep when its signal aborts at 3 ms, and leaves no timer', async () => {
  const clock = new VirtualClock();
  const { signal, abort } = watchedSignal();
  await clock.run(async () => {
    clock.at(3, abort);
    await expect(clock.sleep(5, signal)).rejects.toThrow('late');
    expect(clock.now()).toBe(3);
    await clock.sleep(10);
  });
  expect(clock.stats.events).toBe(2);
  expect(clock.stats.leftoverTimers).toBe(0);
});

it('takes its listener off the signal of a sleep that ended first', async () => {
  const { signal, removed } = watchedSignal();
  await onVirtualClock((clock) => clock.sleep(5, signal));
  expect(removed).toHaveBeenCalledTimes(1);
});

function watchedSignal() {
  const controller = new AbortController();
  const removed = vi.spyOn(controller.signal, 'removeEventListener');
  return { signal: controller.signal, abort: () => controller.abort(new Error('late')), removed };
}

it('settles as main does, and drops what is pending', async () => {
  const clock = new VirtualClock();
  clock.at(60_000, () => expect.unreachable());
  expect(await clock.run(async () => 'value')).toBe('value');
  expect(clock.stats.leftoverTimers).toBe(1);
  await expect(onVirtualClock(() => Promise.reject(new Error('main')))).rejects.toThrow('main');
  const throwsAtOnce = () => {
    throw new Error('at once');
  };
  await expect(onVirtualClock(throwsAtOnce)).rejects.toThrow('at once');
});

it('runs once', async () => {
  const clock = new VirtualClock();
  const first = clock.run(() => clock.sleep(1));
  expect(() => clock.run(() => clock.sleep(1))).toThrow('a clock runs once');
  await first;
  expect(() => clock.run(() => clock.sleep(1))).toThrow('a clock runs once');
});

it('rejects the run with what a timer callback throws', async () => {
  const run = onVirtualClock(async (clock) => {
    clock.at(3, () => {
      throw new Error('callback');
    });
    await clock.sleep(5);
  });
  await expect(run).rejects.toThrow('callback');
});

it.each(['nextTick', 'microtask'])(
  'rejects the run, and survives, when a %s throws',
  async (where) => {
    const fail = () => {
      throw new Error(where);
    };
    const run = onVirtualClock(async (clock) => {
      await clock.sleep(1);
      if (where === 'nextTick') process.nextTick(fail);
      else queueMicrotask(fail);
      await clock.sleep(5);
    });
    await expect(run).rejects.toThrow(where);
    expect(process.hasUncaughtExceptionCaptureCallback()).toBe(false);
    expect(await onVirtualClock((clock) => clock.sleep(1).then(() => clock.now()))).toBe(1);
  },
);
