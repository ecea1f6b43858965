import type { LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import type { Meter } from './meter.ts';
import { TICK, TOLERANCE } from './meter.ts';

/**
 * Token bucket: `limit` tokens per window flow in continuously, up to `burst`.
 *
 * A request for n tokens passes when min(n, burst) are there, and takes n: what is larger than the
 * bucket passes when it is full, and leaves a debt. A refused request takes nothing.
 */
export class TokenBucket implements Meter {
  readonly #burst: number;
  /** Tokens per millisecond. */
  readonly #rate: number;
  #level: number;
  #filledAt: Milliseconds;

  constructor({ limit, window, burst, startLevel = burst }: LimitPlan, now: Milliseconds) {
    this.#burst = burst;
    this.#rate = limit / window;
    this.#level = startLevel;
    this.#filledAt = now;
  }

  wait(n: number, now: Milliseconds): Milliseconds {
    const missing = Math.min(n, this.#burst) - this.level(now);
    return missing <= TOLERANCE ? 0 : Math.max(TICK, roundToMicrosecond(missing / this.#rate));
  }

  take(n: number, now: Milliseconds): void {
    this.#level = this.level(now) - n;
    this.#filledAt = now;
  }

  correct(n: number, _takenAt: Milliseconds, now: Milliseconds): void {
    this.take(n, now);
  }

  level(now: Milliseconds): number {
    return Math.min(this.#burst, this.#level + (now - this.#filledAt) * this.#rate);
  }

  untilFull(now: Milliseconds): Milliseconds {
    return roundToMicrosecond((this.#burst - this.level(now)) / this.#rate);
  }
}
