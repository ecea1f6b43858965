import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';

/** Tokens: what 53 bits lose when a level is computed from times. */
const TOLERANCE = 1e-9;

/** The shortest wait that a clock can show. */
const TICK: Milliseconds = 0.001;

/**
 * Token bucket: `limit` tokens per window flow in continuously, up to `burst`.
 *
 * A request for n tokens passes when min(n, burst) are there, and takes n: what is larger than the
 * bucket passes when it is full, and leaves a debt. A refused request takes nothing.
 */
export class TokenBucket {
  readonly #burst: number;
  /** Tokens per millisecond. */
  readonly #rate: number;
  #level: number;
  #filledAt: Milliseconds;

  /** A full bucket. */
  constructor(limit: number, window: Milliseconds, burst: number, now: Milliseconds) {
    this.#burst = burst;
    this.#rate = limit / window;
    this.#level = burst;
    this.#filledAt = now;
  }

  /** How long n tokens are still away; 0 = they are there. Whole microseconds. */
  wait(n: number, now: Milliseconds): Milliseconds {
    const missing = Math.min(n, this.#burst) - this.level(now);
    return missing <= TOLERANCE ? 0 : Math.max(TICK, roundToMicrosecond(missing / this.#rate));
  }

  take(n: number, now: Milliseconds): void {
    this.#level = this.level(now) - n;
    this.#filledAt = now;
  }

  /** Tokens, fractional; below 0 while a debt is being paid off. */
  level(now: Milliseconds): number {
    return Math.min(this.#burst, this.#level + (now - this.#filledAt) * this.#rate);
  }

  /** How long the bucket needs to be full again. Whole microseconds. */
  untilFull(now: Milliseconds): Milliseconds {
    return roundToMicrosecond((this.#burst - this.level(now)) / this.#rate);
  }
}
