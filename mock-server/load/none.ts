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

/** Milestones at absolute deadlines: a chain of relative waits would drift. */
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
    this.#timer = this.#arm(first);
  }

  leave(): void {
    this.#over = true;
    this.#timer.cancel();
  }

  #arm(offset: Milliseconds): Timer {
    return this.#clock.at(roundToMicrosecond(this.#begun + offset), this.#fire, 0);
  }

  readonly #fire = () => {
    const next = this.#progress.reach();
    if (next !== undefined && !this.#over) this.#timer = this.#arm(next);
  };
}
