import { isMainThread } from 'node:worker_threads';
import type { Clock, Rank, Timer } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';
import { callSite } from './call-site.ts';
import type { Driver, DriverName, Step } from './driver.ts';
import { createDriver, inRealTurn } from './driver.ts';
import { EventHeap } from './event-heap.ts';
import type { Holds } from './holds.ts';
import { createHolds } from './holds.ts';
import { onAbort } from './on-abort.ts';
import { captureUncaught } from './uncaught.ts';
import type { VirtualTimeError } from './virtual-errors.ts';
import { deadlock, eventLimit, holdLeak, stuck, timeLimit } from './virtual-errors.ts';
import type { EventKind } from './virtual-event.ts';
import { VirtualEvent } from './virtual-event.ts';

/** What a listener hears just before an event's callback. */
export interface EventTrace {
  readonly t: Milliseconds;
  readonly seq: number;
  readonly kind: EventKind;
}

export interface VirtualClockOptions {
  /** Wall time at the start. @default 2026-01-01T00:00:00Z */
  readonly epoch?: Date;
  /** @default 'ring' */
  readonly driver?: DriverName;
  /** Immediates in flight of the driver `ring`; 16 to 256 are equally fast. @default 32 */
  readonly ring?: number;
  /** The run fails when the next event lies beyond. @default 7 days */
  readonly maxVirtualTime?: Milliseconds;
  /** @default 1e9 */
  readonly maxEvents?: number;
  /** Events at one instant. @default 5e6 */
  readonly maxSameInstant?: number;
  /** Longest hold, in real time. @default 60 s */
  readonly maxHold?: Milliseconds;
  readonly onEvent?: (event: EventTrace) => void;
}

/** Figures of a run, so far. */
export interface VirtualClockStats {
  readonly events: number;
  /** The most pending events at once. */
  readonly maxHeap: number;
  readonly virtualTime: Milliseconds;
  /** Callbacks that were still pending when main settled, such as a library's heartbeat. */
  readonly leftoverTimers: number;
}

const DEFAULT_EPOCH = Date.UTC(2026, 0, 1);

/**
 * A clock whose time jumps from one event to the next.
 *
 * Events fire in the order (time, rank, insertion); between two of them every promise reaction,
 * microtask and `nextTick` has run. Nothing here reads real time, so that equal programs see equal
 * times. Time is kept in whole microseconds inside a double: sums are exact, and `sleep` and `at`
 * round up, so nobody wakes before a deadline.
 */
export class VirtualClock implements Clock {
  readonly kind = 'virtual';
  readonly #heap = new EventHeap<VirtualEvent>();
  readonly #driver: Driver;
  readonly #holds: Holds;
  readonly #epoch: number;
  readonly #maxTime: number;
  readonly #maxEvents: number;
  readonly #maxSameInstant: number;
  readonly #onEvent: ((event: EventTrace) => void) | undefined;
  /** Microseconds since the start. */
  #time = 0;
  #seq = 0;
  #events = 0;
  #sameInstant = 0;
  /** A timer set by the last event that one instant may have. */
  #suspect: Error | undefined;
  #idleSteps = 0;
  #leftoverTimers = 0;
  #started = false;
  /** Ends the run with an error; absent while no run is active. */
  #fail: ((error: unknown) => void) | undefined;

  constructor(options: VirtualClockOptions = {}) {
    this.#epoch = options.epoch?.getTime() ?? DEFAULT_EPOCH;
    this.#maxTime = toMicroseconds(options.maxVirtualTime ?? 7 * 86_400_000);
    this.#maxEvents = options.maxEvents ?? 1e9;
    this.#maxSameInstant = options.maxSameInstant ?? 5e6;
    this.#onEvent = options.onEvent;
    this.#driver = createDriver(options.driver ?? 'ring', options.ring ?? 32, () => this.#step());
    const maxHold = options.maxHold ?? 60_000;
    this.#holds = createHolds(
      maxHold,
      () => this.#resume(),
      (site) => this.#fail?.(holdLeak(maxHold, site)),
    );
  }

  now(): Milliseconds {
    return this.#time / 1_000;
  }

  wall(): Date {
    return new Date(this.#epoch + Math.floor(this.now()));
  }

  sleep(ms: Milliseconds, signal?: AbortSignal): Promise<void> {
    if (signal !== undefined) return this.#abortableSleep(ms, signal);
    return new Promise((resolve) => {
      this.#schedule(this.#time + toMicroseconds(ms), 2, 'sleep', resolve);
    });
  }

  at(time: Milliseconds, run: () => void, rank: Rank = 2): Timer {
    return this.#schedule(Math.max(this.#time, toMicroseconds(time)), rank, 'at', run);
  }

  /** Runs a callback `ms` from now, exactly: no rounding of a sum of two doubles. */
  after(ms: Milliseconds, run: () => void, kind: EventKind): Timer {
    return this.#schedule(this.#time + toMicroseconds(ms), 2, kind, run);
  }

  hold(): () => void {
    return this.#holds.take();
  }

  get stats(): VirtualClockStats {
    return {
      events: this.#events,
      maxHeap: this.#heap.peak,
      virtualTime: this.now(),
      leftoverTimers: this.#leftoverTimers,
    };
  }

  /**
   * Runs a program in virtual time, from 0 until its promise settles; timers that are then pending
   * are dropped. A clock runs once.
   *
   * @throws {VirtualTimeError} rejects when time cannot bring the program to its end
   * @throws whatever main, a timer's callback or a `nextTick` throws: rejects with it
   */
  run<T>(main: () => Promise<T>): Promise<T> {
    if (this.#started) throw new Error('VirtualClock.run: a clock runs once; make a new one.');
    this.#started = true;
    return new Promise((resolve, reject) => {
      const releaseUncaught = captureUncaught((error) => this.#fail?.(error));
      const end = () => {
        this.#fail = undefined;
        releaseUncaught();
        this.#holds.clear();
        this.#leftoverTimers = this.#heap.clear();
      };
      this.#fail = (error) => {
        end();
        reject(error);
      };
      const succeed = (value: T) => {
        if (this.#fail === undefined) return;
        end();
        resolve(value);
      };
      inRealTurn(() => {
        // The wrapper turns a main that throws at once into a rejection.
        (async () => main())().then(succeed, (error) => this.#fail?.(error));
        this.#resume();
      });
    });
  }

  #abortableSleep(ms: Milliseconds, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const timer = this.after(
        ms,
        () => {
          stopListening();
          resolve();
        },
        'sleep',
      );
      const stopListening = onAbort(signal, () => {
        timer.cancel();
        reject(signal.reason);
      });
    });
  }

  #schedule(due: number, rank: Rank, kind: EventKind, run: () => void): VirtualEvent {
    if (this.#sameInstant === this.#maxSameInstant) this.#suspect = new Error('scheduled');
    const event = new VirtualEvent(this.#heap, due, rank, this.#seq++, kind, run);
    this.#heap.push(event);
    return event;
  }

  #resume(): void {
    if (this.#fail !== undefined) this.#driver.resume();
  }

  /** Fires the next event, if there is one and it may. */
  #step(): Step {
    if (this.#fail === undefined || this.#holds.active) return 'stopped';
    const event = this.#heap.peek();
    if (event === undefined) return this.#idle();
    this.#idleSteps = 0;
    const broken = this.#advanceTo(event);
    if (broken !== undefined) {
      this.#fail(broken);
      return 'stopped';
    }
    this.#heap.remove(event);
    this.#onEvent?.({ t: this.now(), seq: event.seq, kind: event.kind });
    try {
      event.run();
    } catch (error) {
      this.#fail?.(error);
    }
    return 'fired';
  }

  /** Moves time to an event. @returns the limit that it breaks */
  #advanceTo(event: VirtualEvent): VirtualTimeError | undefined {
    if (event.due > this.#time) {
      if (event.due > this.#maxTime) return timeLimit(this.#maxTime / 1_000, this.#pending(event));
      this.#time = event.due;
      this.#sameInstant = 0;
    }
    this.#sameInstant++;
    this.#events++;
    if (this.#sameInstant > this.#maxSameInstant) {
      return stuck(this.now(), this.#maxSameInstant, this.#suspect && callSite(this.#suspect));
    }
    if (this.#events > this.#maxEvents) return eventLimit(this.#maxEvents, this.now());
    return undefined;
  }

  #idle(): Step {
    if (++this.#idleSteps <= this.#driver.patience) return 'idle';
    const resources = process.getActiveResourcesInfo().filter((name) => name !== 'Immediate');
    // The one by which a worker tells of its run is not the user's.
    const port = isMainThread ? -1 : resources.indexOf('MessagePort');
    if (port >= 0) resources.splice(port, 1);
    this.#fail?.(deadlock(this.now(), resources));
    return 'stopped';
  }

  #pending(next: VirtualEvent) {
    const kinds = new Map<string, number>();
    for (const { kind } of this.#heap.entries()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    return { kinds, nextAfter: (next.due - this.#time) / 1_000 };
  }
}

/**
 * The first whole microsecond at or after a time, judged by what `now()` will say then; 0 for what
 * is not above 0.
 */
function toMicroseconds(ms: Milliseconds): number {
  if (!(ms > 0)) return 0;
  const nearest = Math.round(ms * 1_000);
  return nearest / 1_000 < ms ? nearest + 1 : nearest;
}
