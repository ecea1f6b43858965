import type { NodeTimer } from './node-timer.ts';
import type { NodeTimers } from './node-timers.ts';

/** The options of `node:timers/promises`; `ref` has no meaning here. */
export interface TimerPromiseOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

/** The functions of `node:timers/promises` on a virtual clock. They reject with an `AbortError`. */
export interface NodeTimersPromises {
  setTimeout<T>(delay?: unknown, value?: T, options?: TimerPromiseOptions): Promise<T | undefined>;
  setImmediate<T>(value?: T, options?: TimerPromiseOptions): Promise<T | undefined>;
  setInterval<T>(
    delay?: unknown,
    value?: T,
    options?: TimerPromiseOptions,
  ): AsyncGenerator<T | undefined, void, void>;
}

export function createNodeTimersPromises(timers: NodeTimers): NodeTimersPromises {
  function once<T>(
    start: (done: () => void) => NodeTimer,
    value: T | undefined,
    signal: AbortSignal | undefined,
  ): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError(signal));
      const timer = start(() => {
        signal?.removeEventListener('abort', stop);
        resolve(value);
      });
      const stop = () => {
        timer.close();
        reject(abortError(signal));
      };
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  async function* interval<T>(delay: unknown, value: T | undefined, signal?: AbortSignal) {
    if (signal?.aborted) throw abortError(signal);
    let due = 0;
    let wake = () => {};
    const timer = timers.setInterval(() => {
      due++;
      wake();
    }, delay);
    const stop = () => wake();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      while (!signal?.aborted) {
        for (; due > 0; due--) yield value;
        if (signal?.aborted) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      throw abortError(signal);
    } finally {
      timer.close();
      signal?.removeEventListener('abort', stop);
    }
  }

  return {
    setTimeout: (delay, value, options) =>
      once((done) => timers.setTimeout(done, delay), value, options?.signal),
    setImmediate: (value, options) =>
      once((done) => timers.setImmediate(done), value, options?.signal),
    setInterval: (delay, value, options) => interval(delay, value, options?.signal),
  };
}

/** As Node's own: an `Error` named `AbortError`, with the signal's reason as its cause. */
function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error('The operation was aborted', { cause: signal?.reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}
