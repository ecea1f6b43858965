import type { Clock, Timer } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Load, Progress, Visit } from './load.ts';

export const none = defineVariant({
  kind: 'none',
  summary: 'Requests do not slow each other down.',
  options: {},
  create: (): Load => ({
    nominal: 0,
    createStation: (clock) => ({ start: (progress, first) => new Alone(clock, progress, first) }),
  }),
});

/**
 * Milestones at absolute deadlines: a chain of relative waits would drift. A timer that fires late
 * reaches all that are due by then, because a timer for each would never catch up.
 */
class Alone implements Visit {
  readonly #clock: Clock;
  readonly #progress: Progress;
  readonly #begun: Milliseconds;
  #timer: Timer;
  #over = false;

  constructor(clock: Clock, progress: Progress, first: Milliseconds) {
    this.#clock = clock;
    this.#progress = progress;
    this.#begun = clock.now();
    this.#timer = clock.at(this.#due(first), this.#fire, 0);
  }

  leave(): void {
    this.#over = true;
    this.#timer.cancel();
  }

  #due(offset: Milliseconds): Milliseconds {
    return roundToMicrosecond(this.#begun + offset);
  }

  readonly #fire = () => {
    for (;;) {
      const next = this.#progress.reach();
      if (next === undefined || this.#over) return;
      const due = this.#due(next);
      if (due > this.#clock.now()) {
        this.#timer = this.#clock.at(due, this.#fire, 0);
        return;
      }
    }
  };
}
