import type { Clock, Timer } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import type { Progress, Station, Visit } from './load.ts';

/** Serves each request at the pace that it finds when it starts, whoever comes or goes later. */
export class FixedPace implements Station {
  readonly #clock: Clock;
  readonly #stretch: (n: number) => number;
  #served = 0;

  /** @param stretch S(n): how much longer all takes with n requests in service; S(1) = 1 */
  constructor(clock: Clock, stretch: (n: number) => number) {
    this.#clock = clock;
    this.#stretch = stretch;
  }

  start(progress: Progress, first: Milliseconds): Visit {
    this.#served++;
    return new Stay(this.#clock, progress, first, this.#stretch(this.#served), this.#over);
  }

  readonly #over = () => {
    this.#served--;
  };
}

/**
 * Milestones at absolute deadlines: a chain of relative waits would drift. A timer that fires late
 * reaches all that are due by then, because a timer for each would never catch up.
 */
class Stay implements Visit {
  readonly #clock: Clock;
  readonly #progress: Progress;
  readonly #begun: Milliseconds;
  readonly #stretch: number;
  readonly #over: () => void;
  #timer: Timer;
  #isOver = false;

  constructor(
    clock: Clock,
    progress: Progress,
    first: Milliseconds,
    stretch: number,
    over: () => void,
  ) {
    this.#clock = clock;
    this.#progress = progress;
    this.#begun = clock.now();
    this.#stretch = stretch;
    this.#over = over;
    this.#timer = clock.at(this.#due(first), this.#fire, 0);
  }

  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer.cancel();
    this.#over();
  }

  #due(offset: Milliseconds): Milliseconds {
    return roundToMicrosecond(this.#begun + offset * this.#stretch);
  }

  readonly #fire = () => {
    const now = this.#clock.now();
    for (;;) {
      const next = this.#progress.reach(now);
      if (next === undefined) this.leave();
      if (next === undefined || this.#isOver) return;
      const due = this.#due(next);
      if (due > now) {
        this.#timer = this.#clock.at(due, this.#fire, 0);
        return;
      }
    }
  };
}
