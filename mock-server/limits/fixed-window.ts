import type { LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import type { Meter } from './meter.ts';
import { SAME_INSTANT, TOLERANCE } from './meter.ts';

/**
 * Fixed window: `limit` per window, all given back at its end. The next window begins with the
 * first request after that, so that a client meets a whole limit whenever it comes.
 */
export class FixedWindow implements Meter {
  readonly #limit: number;
  readonly #window: Milliseconds;
  #begun: Milliseconds;
  #used: number;

  constructor({ limit, window, startLevel = limit }: LimitPlan, now: Milliseconds) {
    this.#limit = limit;
    this.#window = window;
    this.#begun = startLevel < limit ? now : Number.NEGATIVE_INFINITY;
    this.#used = limit - startLevel;
  }

  wait(n: number, now: Milliseconds): Milliseconds {
    const level = this.level(now);
    if (level > TOLERANCE && level >= Math.min(n, this.#limit) - TOLERANCE) return 0;
    return roundToMicrosecond(this.#begun + this.#window - now);
  }

  take(n: number, now: Milliseconds): void {
    if (this.#isOver(now)) {
      this.#begun = now;
      this.#used = 0;
    }
    this.#used += n;
  }

  /** What was taken in a window that is over is settled with it. */
  correct(n: number, takenAt: Milliseconds, now: Milliseconds): void {
    if (!this.#isOver(now) && takenAt >= this.#begun) this.#used += n;
  }

  level(now: Milliseconds): number {
    return this.#isOver(now) ? this.#limit : this.#limit - this.#used;
  }

  untilFull(now: Milliseconds): Milliseconds {
    const isFull = this.#isOver(now) || this.#used <= 0;
    return isFull ? 0 : roundToMicrosecond(this.#begun + this.#window - now);
  }

  #isOver(now: Milliseconds): boolean {
    return now - this.#begun >= this.#window - SAME_INSTANT;
  }
}
