import { createHash, subtle } from 'node:crypto';
import { expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock/virtual.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

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
}, 10_000);

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
