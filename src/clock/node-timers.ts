import type { TimerCallback } from './node-timer.ts';
import { NodeTimer, nodeDelay } from './node-timer.ts';
import type { VirtualClock } from './virtual.ts';
import type { EventKind } from './virtual-event.ts';

/** Node's timer functions on a virtual clock. */
export interface NodeTimers {
  setTimeout(callback: TimerCallback, delay?: unknown, ...args: unknown[]): NodeTimer;
  setInterval(callback: TimerCallback, delay?: unknown, ...args: unknown[]): NodeTimer;
  /** An event at the same virtual instant, after those already queued. */
  setImmediate(callback: TimerCallback, ...args: unknown[]): NodeTimer;
  /**
   * Clears any kind of timer, given as the object or as its number; @returns false when it is not
   * one of these
   */
  clear(handle: unknown): boolean;
}

export function createNodeTimers(clock: VirtualClock): NodeTimers {
  const known = new Map<number, NodeTimer>();

  function start(kind: EventKind, callback: TimerCallback, delay: number, args: unknown[]) {
    requireFunction(callback);
    return new NodeTimer({ clock, kind, delay, callback, args, known });
  }

  return {
    setTimeout: (callback, delay, ...args) => start('timeout', callback, nodeDelay(delay), args),
    setInterval: (callback, delay, ...args) => start('interval', callback, nodeDelay(delay), args),
    setImmediate: (callback, ...args) => start('immediate', callback, 0, args),
    clear(handle) {
      const isId = typeof handle === 'number' || typeof handle === 'string';
      const timer = isId ? known.get(Number(handle)) : handle;
      if (!(timer instanceof NodeTimer)) return false;
      timer.close();
      return true;
    },
  };
}

function requireFunction(callback: unknown): void {
  if (typeof callback === 'function') return;
  const error = new TypeError(
    `The "callback" argument must be of type function. Received ${String(callback)}`,
  );
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}
