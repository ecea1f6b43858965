import type { Clock } from '../core/clock.ts';
import type { Pacing, PacingFigures } from '../core/health.ts';
import type { Milliseconds } from '../core/units.ts';
import { createRealClock } from './real.ts';
import { real } from './real-functions.ts';
import { createTickClock } from './tick.ts';

/** Polled before a callback is due; see the clock's option `spin`. */
const SPIN: Milliseconds = 1;

/** Callbacks a second above which polling would fill a core, and a shared tick is as punctual. */
const MANY_PER_SECOND = 10_000;

/** So often is it looked how many there are. */
const WINDOW: Milliseconds = 100;

/** A real clock, and how it keeps its times. */
export interface PacedClock {
  readonly clock: Clock;
  readonly pacing: PacingFigures;
}

export function createPacedClock(mode: Pacing): PacedClock {
  const start = real.now();
  const timer = createRealClock({ start });
  const spin = createRealClock({ start, spin: SPIN });
  const tick = createTickClock(timer);
  const crowd = new Crowd();
  const clocks = {
    timer: () => timer,
    spin: () => spin,
    tick: () => tick,
    auto: () => (crowd.isThere(timer.now()) ? tick : spin),
  };
  const choose = clocks[mode];
  let ticked = 0;
  return {
    clock: {
      ...timer,
      at(time, run, rank) {
        const chosen = choose();
        if (chosen === tick) ticked++;
        return chosen.at(time, run, rank);
      },
    },
    pacing: {
      mode,
      get ticked() {
        return ticked;
      },
    },
  };
}

/** Counts callbacks: many in one window make a crowd of the next. */
class Crowd {
  #isThere = false;
  #count = 0;
  #until: Milliseconds = 0;

  isThere(now: Milliseconds): boolean {
    if (now >= this.#until) {
      const isNext = now < this.#until + WINDOW;
      this.#isThere = isNext && this.#count > (MANY_PER_SECOND * WINDOW) / 1_000;
      this.#count = 0;
      this.#until = now + WINDOW;
    }
    this.#count++;
    return this.#isThere;
  }
}
