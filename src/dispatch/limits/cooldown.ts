import type { Milliseconds } from '../../core/units.ts';
import { roundUpToMicrosecond } from './round-up.ts';

/** A time until which nobody starts, shared by all. It can only be extended. */
export class Cooldown {
  readonly #longest: Milliseconds;
  #until = Number.NEGATIVE_INFINITY;

  /** @param longest the most that one refusal closes it for */
  constructor(longest: Milliseconds) {
    this.#longest = longest;
  }

  /** Somebody was refused, and asked to come back after `retryAfter`. */
  refuse(now: Milliseconds, retryAfter: Milliseconds): void {
    this.#until = Math.max(this.#until, now + Math.min(retryAfter, this.#longest));
  }

  /** Until it opens; 0 = it is open. */
  wait(now: Milliseconds): Milliseconds {
    return roundUpToMicrosecond(this.#until - now);
  }
}
