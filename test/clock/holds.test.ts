import { createHash, subtle } from 'node:crypto';
import { expect, it } from 'vitest';
import { createHolds } from '../../src/clock/holds.ts';
import { VirtualClock } from '../../src/clock/virtual.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/** Real timers that keep the process alive. */
const realTimers = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** 5 loops of 40 sleeps, each followed by work in Node's thread pool. */
async function digestsFingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const clock = new VirtualClock();
  await clock.run(() =>
    Promise.all(
      [1, 2, 3, 4, 5].map(async (loop) => {
        for (let round = 0; round < 40; round++) {
          await clock.sleep(loop);
          const before = clock.now();
          const release = clock.hold();
          try {
            await subtle.digest('SHA-256', new Uint8Array(1_000 * loop));
          } finally {
            release();
          }
          expect(clock.now()).toBe(before);
          hash.update(`${clock.now()}|${loop}|${round}\n`);
        }
      }),
    ),
  );
  expect(clock.now()).toBe(200);
  return hash.digest('hex');
}

it('stops the clock for 200 thread-pool digests, in 3 runs with one fingerprint', async () => {
  const fingerprints = [
    await digestsFingerprint(),
    await digestsFingerprint(),
    await digestsFingerprint(),
  ];
  expect(new Set(fingerprints).size).toBe(1);
});

it('goes on only when the last of two holds is released, each as often as one likes', async () => {
  const seen = await onVirtualClock(async (clock) => {
    let woke = false;
    const sleeper = clock.sleep(1).then(() => {
      woke = true;
    });
    const [first, second] = [clock.hold(), clock.hold()];
    first();
    first();
    await subtle.digest('SHA-256', new Uint8Array(1));
    const whileHeld = woke;
    second();
    await sleeper;
    return { whileHeld, now: clock.now() };
  });
  expect(seen).toEqual({ whileHeld: false, now: 1 });
});

it('releases a hold that was taken and given back within one event', async () => {
  await onVirtualClock(async (clock) => {
    clock.hold()();
    await clock.sleep(1);
    expect(clock.now()).toBe(1);
  });
});

it('still finds the hold that leaks when an older one was released', async () => {
  const run = onVirtualClock(
    async (clock) => {
      const release = clock.hold();
      clock.hold();
      release();
      await clock.sleep(1);
    },
    { maxHold: 5 },
  );
  await expect(run).rejects.toMatchObject({ code: 'HOLD_LEAK' });
});

it('keeps a real timer only while it holds', () => {
  const holds = createHolds(60_000, expect.unreachable, expect.unreachable);
  const before = realTimers();
  holds.take();
  expect(realTimers()).toBe(before + 1);
  holds.clear();
  expect(realTimers()).toBe(before);
});

it('drops its real timer with the last release', () => {
  const holds = createHolds(60_000, () => {}, expect.unreachable);
  const before = realTimers();
  const [first, second] = [holds.take(), holds.take()];
  first();
  expect(realTimers()).toBe(before + 1);
  second();
  expect(realTimers()).toBe(before);
});
