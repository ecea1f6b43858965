import type { Clock, Timer } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';
import { onAbort } from './on-abort.ts';
import { real } from './real-functions.ts';

/** The longest delay that Node's timers take without turning it into 1 ms. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export interface RealClockOptions {
  /**
   * The last stretch before a callback is due, in which the event loop is polled instead of slept in. Node's timers fire
   * 0.8 ms late in the median and 1.8 ms at p99; with 1 ms of polling it is 0.001 and 0.3 ms, for about 0.5 ms of CPU a
   * callback (measured).
   *
   * @default 0
   */
  readonly spin?: Milliseconds;
  /** When it reads 0, so that two of them agree. @default when it is created */
  readonly start?: Milliseconds;
}

/** The machine's monotonic clock. */
export function createRealClock({ spin = 0, start = real.now() }: RealClockOptions = {}): Clock {
  const now = () => roundToMicrosecond(real.now() - start);

  function at(time: Milliseconds, run: () => void): Timer {
    return new RealTimer(time, run, now, spin);
  }

  function sleep(ms: Milliseconds, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = at(now() + ms, () => {
        stopListening?.();
        resolve();
      });
      const stopListening =
        signal &&
        onAbort(signal, () => {
          timer.cancel();
          reject(signal.reason);
        });
    });
  }

  return { kind: 'real', now, wall: () => new real.Date(), sleep, at, hold: () => () => {} };
}

/** Every request sets one: it is an object without closures. */
class RealTimer implements Timer {
  readonly #time: Milliseconds;
  readonly #run: () => void;
  readonly #now: () => Milliseconds;
  readonly #spin: Milliseconds;
  #timeout: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  constructor(time: Milliseconds, run: () => void, now: () => Milliseconds, spin: Milliseconds) {
    this.#time = time;
    this.#run = run;
    this.#now = now;
    this.#spin = spin;
    this.#arm(time - now());
  }

  cancel(): void {
    if (this.#timeout) real.clearTimeout(this.#timeout);
    if (this.#immediate) real.clearImmediate(this.#immediate);
  }

  #arm(left: Milliseconds): void {
    if (left > 0 && left <= this.#spin) this.#immediate = real.setImmediate(wake, this);
    else this.#timeout = real.setTimeout(wake, timeoutFor(left - this.#spin), this);
  }

  /** Node cuts fractions and may fire up to a millisecond early, so an early wake-up waits again. */
  wake(): void {
    const left = this.#time - this.#now();
    if (left <= 0) this.#run();
    else this.#arm(left);
  }
}

function wake(timer: RealTimer): void {
  timer.wake();
}

function timeoutFor(ms: Milliseconds): Milliseconds {
  return Math.min(Math.max(0, Math.ceil(ms)), LONGEST_TIMEOUT);
}
