import type { Clock, Timer } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';

/** The longest delay that Node's timers take without turning it into 1 ms. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The machine's monotonic clock, 0 when it is created. */
export function createRealClock(): Clock {
  const start = performance.now();
  const now = () => roundToMicrosecond(performance.now() - start);

  function at(time: Milliseconds, run: () => void): Timer {
    let handle: NodeJS.Timeout | undefined;
    // Node cuts fractions and may fire up to a millisecond early, so an early wake-up waits again.
    const arm = () => {
      const left = time - now();
      if (left <= 0 && handle) run();
      else handle = setTimeout(arm, Math.min(Math.max(0, Math.ceil(left)), LONGEST_TIMEOUT));
    };
    arm();
    return { cancel: () => clearTimeout(handle) };
  }

  function sleep(ms: Milliseconds, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        timer.cancel();
        reject(signal?.reason);
      };
      const timer = at(now() + ms, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  return { kind: 'real', now, wall: () => new Date(), sleep, at, hold: () => () => {} };
}
