import type { NodeTimers } from '../node-timers.ts';
import type { NodeTimersPromises } from '../node-timers-promises.ts';
import type { RandomStream } from '../sfc32.ts';
import type { VirtualClock } from '../virtual.ts';
import type { RefusalCode, VirtualTimeError } from '../virtual-errors.ts';

/** Answers the requests of one origin without a socket. */
export interface InProcessFetch {
  /** Requests to any other origin are refused. */
  readonly baseUrl: string;
  readonly send: typeof globalThis.fetch;
}

/** What the patched functions work on while a run is active. */
export interface ActiveRun {
  readonly clock: VirtualClock;
  readonly timers: NodeTimers;
  readonly promises: NodeTimersPromises;
  readonly random: RandomStream;
  readonly fetch: InProcessFetch | undefined;
  /** Records the refusal and makes its error. */
  refuse(code: RefusalCode, call: string): VirtualTimeError;
}

/** Where the patched functions look for the run. */
export interface RunSlot {
  run: ActiveRun | undefined;
}
