import { real } from './real-functions.ts';

/** How the engine gets from one event to the next. */
export type DriverName = 'ring' | 'immediate' | 'tick';

/** What a step did: fired an event, found none, or may not go on (held, or the run has ended). */
export type Step = 'fired' | 'idle' | 'stopped';

/**
 * Calls the engine's step again and again, and drains every promise and `nextTick` between two
 * steps.
 */
export interface Driver {
  /**
   * Number of empty steps in a row after which nothing can be on its way any more: two full turns.
   */
  readonly patience: number;
  /** Starts, or goes on after a stop. Harmless while it runs. */
  resume(): void;
}

/** Runs a callback in a turn of the real event loop of its own. */
export function inRealTurn(run: () => void): void {
  real.setImmediate(run);
}

export function createDriver(name: DriverName, ring: number, step: () => Step): Driver {
  if (name === 'tick') return createTickDriver(step);
  return createRingDriver(name === 'ring' ? ring : 1, step);
}

/**
 * Keeps `size` real immediates in flight. Each fires one event and is armed again.
 *
 * Node empties the `nextTick` and microtask queues between two immediates, also within one phase
 * (documented since Node 11), so that a step sees all consequences of the last one. A ring
 * amortises the turn of the event loop, which costs four times as much as the event.
 */
function createRingDriver(size: number, step: () => Step): Driver {
  let armed = 0;
  function turn() {
    armed--;
    if (step() !== 'stopped') resume();
  }
  function resume() {
    while (armed < size) {
      armed++;
      real.setImmediate(turn);
    }
  }
  return { patience: 2 * size + 4, resume };
}

/** Events between two turns of the real event loop, which let signals in. */
const TICK_BATCH = 4_096;

/**
 * Drains with `process._tickCallback`, without a turn of the event loop for each event.
 *
 * It is undocumented (DEP0134), and an exception inside `process.nextTick` ends the process under
 * it: use it only in a child process that may die.
 */
function createTickDriver(step: () => Step): Driver {
  const drain = tickCallback();
  let armed = false;
  function turn() {
    armed = false;
    for (let fired = 0; fired < TICK_BATCH; fired++) {
      const done = step();
      if (done === 'stopped') return;
      if (done === 'idle') break;
      drain();
    }
    resume();
  }
  function resume() {
    if (armed) return;
    armed = true;
    real.setImmediate(turn);
  }
  return { patience: 6, resume };
}

function tickCallback(): () => void {
  const found: unknown = Reflect.get(process, '_tickCallback');
  if (typeof found !== 'function') throw new Error('This Node.js has no process._tickCallback.');
  return () => found.call(process);
}
