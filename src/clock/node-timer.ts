import { AsyncResource } from 'node:async_hooks';
import type { Timer } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';
import type { VirtualClock } from './virtual.ts';
import type { EventKind } from './virtual-event.ts';

/** Delays of Node's timers are whole milliseconds from 1 to this; anything else becomes 1. */
const LONGEST_DELAY = 2 ** 31 - 1;

export type TimerCallback = (...args: unknown[]) => unknown;

/** What a {@link NodeTimer} is made of. */
export interface NodeTimerSettings {
  readonly clock: VirtualClock;
  readonly kind: EventKind;
  readonly delay: Milliseconds;
  readonly callback: TimerCallback;
  readonly args: readonly unknown[];
  /** Timers that were asked for their number. */
  readonly known: Map<number, NodeTimer>;
}

let lastId = 0;

/**
 * What `setTimeout`, `setInterval` and `setImmediate` return, with the methods of Node's `Timeout`.
 */
export class NodeTimer {
  readonly #settings: NodeTimerSettings;
  /** Keeps the caller's async context (AsyncLocalStorage) for the callback, as Node's timers do. */
  readonly #scope: AsyncResource;
  readonly #id = ++lastId;
  #event: Timer;
  #cleared = false;
  #referenced = true;

  constructor(settings: NodeTimerSettings) {
    this.#settings = settings;
    this.#scope = new AsyncResource(settings.kind);
    this.#event = this.#arm();
  }

  /** Has no other effect than on `hasRef`: a run ends with its main, whatever is pending. */
  ref(): this {
    this.#referenced = true;
    return this;
  }

  unref(): this {
    this.#referenced = false;
    return this;
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  /** Starts the delay anew, also after the callback ran; does nothing once cleared. */
  refresh(): this {
    if (this.#cleared) return this;
    this.#event.cancel();
    this.#event = this.#arm();
    return this;
  }

  close(): this {
    this.#cleared = true;
    this.#event.cancel();
    this.#settings.known.delete(this.#id);
    return this;
  }

  [Symbol.toPrimitive](): number {
    if (!this.#cleared) this.#settings.known.set(this.#id, this);
    return this.#id;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #arm(): Timer {
    const { clock, delay, kind } = this.#settings;
    return clock.after(delay, () => this.#fire(), kind);
  }

  #fire(): void {
    const { kind, callback, args, known } = this.#settings;
    // Before the callback, so that clearing inside it works.
    if (kind === 'interval') this.#event = this.#arm();
    else known.delete(this.#id);
    this.#scope.runInAsyncScope(callback, this, ...args);
  }
}

/**
 * A delay as Node reads it: a whole number of milliseconds, 1 for what is too short, too long or no
 * number.
 */
export function nodeDelay(delay: unknown): Milliseconds {
  const ms = Number(delay);
  return ms >= 1 && ms <= LONGEST_DELAY ? Math.trunc(ms) : 1;
}
