import type { Milliseconds } from '../../core/units.ts';
import type { Limiter } from './limiter.ts';
import { roundUpToMicrosecond } from './round-up.ts';

/** The rule of a token bucket. */
export interface BucketRule {
  /** Tokens that flow in, in a minute. */
  readonly perMinute: number;
  /** Capacity: the most that may start at once after a pause. */
  readonly burst: number;
}

/** Tokens: what is missing by less than this is there. Finer than the server's own tolerance. */
const TOLERANCE = 1e-10;

/** The shortest wait that a clock can show. */
const TICK: Milliseconds = 0.001;

/**
 * Token bucket: any window of length w lets through at most burst + w · rate. A request for more than the bucket holds
 * takes a full bucket.
 */
export class TokenBucket implements Limiter {
  #rate = 0;
  #burst = 0;
  #level: number;
  #at: Milliseconds;

  /** @param level tokens at the beginning; `burst` unless named */
  constructor(rule: BucketRule, now: Milliseconds, level = rule.burst) {
    this.#level = level;
    this.#at = now;
    this.change(now, rule);
  }

  wait(now: Milliseconds, n = 1): Milliseconds {
    const missing = Math.min(n, this.#burst) - this.level(now);
    return missing <= TOLERANCE ? 0 : Math.max(TICK, roundUpToMicrosecond(missing / this.#rate));
  }

  start(now: Milliseconds, n = 1): void {
    this.add(now, -Math.min(n, this.#burst));
  }

  /** Tokens, fractional; below 0 while more was used than was reserved. */
  level(now: Milliseconds): number {
    return Math.min(this.#burst, this.#level + (now - this.#at) * this.#rate);
  }

  /** Gives tokens back, or takes more where `n` is below 0. */
  add(now: Milliseconds, n: number): void {
    this.#level = Math.min(this.#burst, this.level(now) + n);
    this.#at = now;
  }

  /** Goes on under another rule; what is there stays, up to the new capacity. */
  change(now: Milliseconds, { perMinute, burst }: BucketRule): void {
    const level = this.#at === now ? this.#level : this.level(now);
    this.#rate = perMinute / 60_000;
    this.#burst = burst;
    this.#level = Math.min(burst, level);
    this.#at = now;
  }
}
