import type { LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import { EntryLog } from './entry-log.ts';
import type { Meter } from './meter.ts';
import { SAME_INSTANT, TOLERANCE } from './meter.ts';

/**
 * Sliding log: no window, wherever it begins, holds more than `limit`. Exact, because every entry
 * is kept until it is older than the window.
 */
export class SlidingLog implements Meter {
  readonly #limit: number;
  readonly #window: Milliseconds;
  readonly #log = new EntryLog();

  constructor({ limit, window, startLevel = limit }: LimitPlan, now: Milliseconds) {
    this.#limit = limit;
    this.#window = window;
    if (startLevel < limit) this.#log.add(limit - startLevel, now);
  }

  wait(n: number, now: Milliseconds): Milliseconds {
    this.#forget(now);
    const need = Math.max(2 * TOLERANCE, Math.min(n, this.#limit));
    const excess = this.#log.sum + need - this.#limit;
    if (excess <= TOLERANCE) return 0;
    return roundToMicrosecond(this.#log.timeOf(excess - TOLERANCE) + this.#window - now);
  }

  take(n: number, now: Milliseconds): void {
    this.#forget(now);
    this.#log.add(n, now);
  }

  correct(n: number, takenAt: Milliseconds, now: Milliseconds): void {
    this.#forget(now);
    this.#log.change(n, takenAt);
  }

  level(now: Milliseconds): number {
    this.#forget(now);
    return this.#limit - this.#log.sum;
  }

  untilFull(now: Milliseconds): Milliseconds {
    this.#forget(now);
    const last = this.#log.last;
    return last === undefined ? 0 : roundToMicrosecond(last + this.#window - now);
  }

  #forget(now: Milliseconds): void {
    this.#log.dropUntil(now - this.#window + SAME_INSTANT);
  }
}
