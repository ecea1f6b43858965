import { describe, expect, it } from 'vitest';
import type { VirtualClock, VirtualClockOptions } from '../../src/clock/virtual.ts';
import { refused, VirtualTimeError } from '../../src/clock/virtual-errors.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const never = () => new Promise<void>(() => {});

/** A pool that gives out slots and forgets to take them back. */
async function leakySemaphore(clock: VirtualClock, size: number) {
  let free = size;
  for (;;) {
    if (free === 0) await never();
    free--;
    await clock.sleep(4_000);
  }
}

async function pollEvery(clock: VirtualClock, ms: number) {
  for (;;) await clock.sleep(ms);
}

async function failure(
  body: (clock: VirtualClock) => Promise<void>,
  options?: VirtualClockOptions,
): Promise<VirtualTimeError> {
  const error = await onVirtualClock(body, options).catch((caught: unknown) => caught);
  if (error instanceof VirtualTimeError) return error;
  throw new Error(`Expected a VirtualTimeError, got ${String(error)}`);
}

describe('VIRTUAL_DEADLOCK', () => {
  it('says where time stands still when a promise never resolves, and how to go on', async () => {
    const error = await failure(never);
    expect(error.code).toBe('VIRTUAL_DEADLOCK');
    expect(error.message).toContain('stands still at 0 s');
    expect(error.hint).toContain('clock.hold()');
    expect(error.hint).toContain('--clock real');
  });

  it('finds a semaphore of 3 whose slots are never released, at 12 s', async () => {
    const error = await failure((clock) => leakySemaphore(clock, 3));
    expect(error.code).toBe('VIRTUAL_DEADLOCK');
    expect(error.message).toContain('stands still at 12 s');
  });
});

describe('VIRTUAL_STUCK', () => {
  it('names the line that schedules without end at one instant', async () => {
    const error = await failure((clock) => pollEvery(clock, 0), { maxSameInstant: 100 });
    expect(error.code).toBe('VIRTUAL_STUCK');
    expect(error.message).toContain('More than 100 events ran at 0 s');
    expect(error.message).toContain('virtual-errors.test.ts:');
  });

  it('lets 100 events of one instant pass when 100 are allowed', async () => {
    const sleeps = (clock: VirtualClock) =>
      Promise.all(Array.from({ length: 100 }, () => clock.sleep(1))).then(() => clock.sleep(1));
    await expect(onVirtualClock(sleeps, { maxSameInstant: 100 })).resolves.toBeUndefined();
  });
});

describe('VIRTUAL_TIME_LIMIT', () => {
  it('counts what is still pending after 7 days, and tells the period of a heartbeat', async () => {
    const error = await failure((clock) => pollEvery(clock, 30_000));
    expect(error.code).toBe('VIRTUAL_TIME_LIMIT');
    expect(error.message).toContain('after 604800 s of virtual time');
    expect(error.message).toContain('Still pending: 1 sleep; the next is due 30 s after');
  });

  it('allows an event exactly at the limit and none beyond it', async () => {
    const limited = { maxVirtualTime: 50 };
    await expect(onVirtualClock((clock) => clock.sleep(50), limited)).resolves.toBeUndefined();
    const error = await failure((clock) => clock.sleep(50.001), limited);
    expect(error.code).toBe('VIRTUAL_TIME_LIMIT');
  });

  it('takes an endless sleep as beyond every limit', async () => {
    const error = await failure((clock) => clock.sleep(Number.POSITIVE_INFINITY));
    expect(error.code).toBe('VIRTUAL_TIME_LIMIT');
  });
});

describe('VIRTUAL_EVENT_LIMIT', () => {
  it('tells the events of a virtual second: 1000 for a loop of 1 ms', async () => {
    const error = await failure((clock) => pollEvery(clock, 1), { maxEvents: 5_000 });
    expect(error.code).toBe('VIRTUAL_EVENT_LIMIT');
    expect(error.message).toMatch(/more than 5000 events in 5\.001 s, 1000 a virtual second/);
  });
});

describe('HOLD_LEAK', () => {
  it('names the line that took a hold and never released it', async () => {
    const forgetful = async (clock: VirtualClock) => {
      clock.hold();
      await clock.sleep(1);
    };
    const error = await failure(forgetful, { maxHold: 5 });
    expect(error.code).toBe('HOLD_LEAK');
    expect(error.message).toContain('more than 0.005 s of real time');
    expect(error.message).toContain('virtual-errors.test.ts:');
    expect(error.hint).toContain('finally');
  });
});

it.each(['REAL_NETWORK', 'REAL_DNS', 'REAL_PROCESS', 'REAL_THREAD'] as const)(
  '%s names the call and both ways out',
  (code) => {
    const error = refused(code, 'net.Socket.connect');
    expect(error.code).toBe(code);
    expect(error.message).toBe(
      'net.Socket.connect is not possible under --clock virtual: its time is real.',
    );
    expect(error.hint).toContain('in-process transport');
    expect(error.hint).toContain('--clock real');
  },
);
