import { syncBuiltinESMExports } from 'node:module';
import type { Milliseconds } from '../core/units.ts';
import type { InProcessFetch, RunSlot } from './ambient/active-run.ts';
import { patchFetch } from './ambient/fetch.ts';
import { patchRandom } from './ambient/random.ts';
import { patchRefusals } from './ambient/refusals.ts';
import { patchSockets } from './ambient/sockets.ts';
import { patchTime } from './ambient/time.ts';
import { patchTimers } from './ambient/timers.ts';
import './real-functions.ts';
import { createNodeTimers } from './node-timers.ts';
import { createNodeTimersPromises } from './node-timers-promises.ts';
import { createSfc32 } from './sfc32.ts';
import type { VirtualClock } from './virtual.ts';
import type { RefusalCode } from './virtual-errors.ts';
import { refused } from './virtual-errors.ts';

/** A call that a run refused. Foreign code may have swallowed its error. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly call: string;
  /** When, in virtual time. */
  readonly t: Milliseconds;
}

/** What a run gives to the patched functions. */
export interface AmbientOptions {
  /** Of the stream behind `Math.random` and the random functions of `crypto`. */
  readonly seed: number;
  /** Without it, every `fetch` is refused. */
  readonly fetch?: InProcessFetch;
}

/** The ambient time, randomness and I/O of this thread, real or virtual. */
export interface Ambient {
  /**
   * From now on, until `deactivate`, foreign code lives on this clock. @throws when a run is active
   */
  activate(clock: VirtualClock, options: AmbientOptions): void;
  /** Everything is real again. */
  deactivate(): void;
  /** Calls refused since the last `activate`, in order. */
  readonly refusals: readonly Refusal[];
}

/**
 * Patches this thread's timers, time, randomness, `fetch` and other I/O, so that unmodified
 * libraries can live on a virtual clock; while no run is active, all of it stays real. There is no
 * way back: call it once, in a worker of its own, and import foreign code afterwards, because a
 * library may keep what it found at its import.
 */
export function installAmbient(): Ambient {
  const slot: RunSlot = { run: undefined };
  let refusals: Refusal[] = [];
  patchTimers(slot);
  patchTime(slot);
  patchRandom(slot);
  patchFetch(slot, patchSockets(slot));
  patchRefusals(slot);
  // Without it, named imports of builtin modules keep the real functions.
  syncBuiltinESMExports();

  return {
    get refusals() {
      return refusals;
    },
    activate(clock, { seed, fetch }) {
      if (slot.run) throw new Error('Ambient.activate: a run is active; deactivate it first.');
      const timers = createNodeTimers(clock);
      const promises = createNodeTimersPromises(timers);
      refusals = [];
      slot.run = {
        clock,
        timers,
        promises,
        random: createSfc32(seed),
        fetch,
        refuse(code, call) {
          refusals.push({ code, call, t: clock.now() });
          return refused(code, call);
        },
      };
    },
    deactivate() {
      slot.run = undefined;
    },
  };
}
