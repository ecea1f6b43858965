import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { TimerCallback } from '../node-timer.ts';
import type { TimerPromiseOptions } from '../node-timers-promises.ts';
import type { RunSlot } from './active-run.ts';
import type { Virtual } from './patch.ts';
import { patchFunction, patchValue } from './patch.ts';

const TIMERS: Readonly<Record<string, Virtual>> = {
  setTimeout: (run, [callback, ...rest]) => run.timers.setTimeout(asCallback(callback), ...rest),
  setInterval: (run, [callback, ...rest]) => run.timers.setInterval(asCallback(callback), ...rest),
  setImmediate: (run, [callback, ...rest]) =>
    run.timers.setImmediate(asCallback(callback), ...rest),
  clearTimeout: clear,
  clearInterval: clear,
  clearImmediate: clear,
};

const PROMISES: Readonly<Record<string, Virtual>> = {
  setTimeout: (run, [delay, value, options]) =>
    run.promises.setTimeout(delay, value, asOptions(options)),
  setInterval: (run, [delay, value, options]) =>
    run.promises.setInterval(delay, value, asOptions(options)),
  setImmediate: (run, [value, options]) => run.promises.setImmediate(value, asOptions(options)),
};

const SCHEDULER: Readonly<Record<string, Virtual>> = {
  wait: (run, [delay, options]) => run.promises.setTimeout(delay, undefined, asOptions(options)),
  yield: (run) => run.promises.setImmediate(),
};

/** Timers of every kind, and `AbortSignal.timeout`. */
export function patchTimers(slot: RunSlot): void {
  for (const [name, virtual] of Object.entries(TIMERS)) {
    patchFunction(timers, name, slot, virtual);
    patchValue(globalThis, name, Reflect.get(timers, name));
  }
  for (const [name, virtual] of Object.entries(PROMISES)) {
    patchFunction(timersPromises, name, slot, virtual);
  }
  for (const [name, virtual] of Object.entries(SCHEDULER)) {
    patchFunction(timersPromises.scheduler, name, slot, virtual);
  }
  patchFunction(AbortSignal, 'timeout', slot, (run, [delay]) => {
    const controller = new AbortController();
    const reason = () =>
      new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    run.timers.setTimeout(() => controller.abort(reason()), delay).unref();
    return controller.signal;
  });
}

/** A timer of the run, or one of Node's from before it. */
function clear(...[run, [handle], real]: Parameters<Virtual>): void {
  if (!run.timers.clear(handle)) real();
}

/** The patched functions take what foreign code gives; the timers check it. */
function asCallback(value: unknown): TimerCallback {
  return value as TimerCallback;
}

function asOptions(value: unknown): TimerPromiseOptions | undefined {
  return value as TimerPromiseOptions | undefined;
}
