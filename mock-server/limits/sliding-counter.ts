import type { LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import type { Meter } from './meter.ts';
import { SAME_INSTANT, TICK, TOLERANCE } from './meter.ts';

/**
 * Sliding counter: two fixed windows stand for a sliding one. With the share f of the current
 * window gone, `previous * (1 - f) + current` counts as used, as if the previous window's requests
 * had been spread evenly.
 */
export class SlidingCounter implements Meter {
  readonly #limit: number;
  readonly #window: Milliseconds;
  #begun: Milliseconds;
  #previous = 0;
  #current: number;

  constructor({ limit, window, startLevel = limit }: LimitPlan, now: Milliseconds) {
    this.#limit = limit;
    this.#window = window;
    this.#begun = now;
    this.#current = limit - startLevel;
  }

  wait(n: number, now: Milliseconds): Milliseconds {
    const need = Math.max(2 * TOLERANCE, Math.min(n, this.#limit));
    if (this.level(now) >= need - TOLERANCE) return 0;
    const room = this.#limit - need;
    // Within this window the previous one fades; within the next, this one does.
    const fades =
      this.#current <= room + TOLERANCE
        ? this.#begun + this.#fadesTo(room - this.#current, this.#previous)
        : this.#begun + this.#window + this.#fadesTo(room, this.#current);
    return Math.max(TICK, roundToMicrosecond(fades - now));
  }

  take(n: number, now: Milliseconds): void {
    this.#turn(now);
    this.#current += n;
  }

  correct(n: number, takenAt: Milliseconds, now: Milliseconds): void {
    this.#turn(now);
    if (takenAt >= this.#begun) this.#current += n;
    else if (takenAt >= this.#begun - this.#window) this.#previous += n;
  }

  level(now: Milliseconds): number {
    this.#turn(now);
    const left = 1 - (now - this.#begun) / this.#window;
    return this.#limit - this.#previous * left - this.#current;
  }

  untilFull(now: Milliseconds): Milliseconds {
    this.#turn(now);
    if (this.#current > 0) return roundToMicrosecond(this.#begun + 2 * this.#window - now);
    return this.#previous > 0 ? roundToMicrosecond(this.#begun + this.#window - now) : 0;
  }

  /** When, in a window, what was used in the one before has faded to so much. */
  #fadesTo(rest: number, used: number): Milliseconds {
    return used <= 0 ? 0 : Math.max(0, 1 - rest / used) * this.#window;
  }

  #turn(now: Milliseconds): void {
    const passed = Math.floor((now - this.#begun + SAME_INSTANT) / this.#window);
    if (passed <= 0) return;
    this.#previous = passed === 1 ? this.#current : 0;
    this.#current = 0;
    this.#begun += passed * this.#window;
  }
}
