import type { LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { TokenBucket } from './token-bucket.ts';

/** One limit at one instant. */
export interface LimitState {
  readonly limit: LimitPlan;
  /** Whole tokens that are left, at least 0. */
  readonly remaining: number;
  /** When the state was taken, on the clock's scale. */
  readonly at: Milliseconds;
  readonly untilFull: Milliseconds;
}

/** Why a request may not pass. */
export interface Denial {
  /** The first limit, in the plan's order, that refuses. */
  readonly limit: LimitPlan;
  /** The longest wait among those that refuse: an earlier attempt is refused again. */
  readonly wait: Milliseconds;
}

/** Floats such as 48.9999999999 are 49 tokens. */
const NOISE = 1e-9;

const UNLIMITED: readonly LimitState[] = [];

/** All limits of a server. A request passes all of them or takes nothing from any. */
export class Limiter {
  readonly #gates: readonly { readonly limit: LimitPlan; readonly bucket: TokenBucket }[];

  constructor(limits: readonly LimitPlan[], now: Milliseconds) {
    this.#gates = limits.map((limit) => ({
      limit,
      bucket: new TokenBucket(limit.limit, limit.window, limit.burst, now),
    }));
  }

  /** Books one request. @returns why it may not pass; `undefined` when it may */
  admit(now: Milliseconds): Denial | undefined {
    const denial = this.#deny(now);
    if (denial === undefined) for (const { bucket } of this.#gates) bucket.take(1, now);
    return denial;
  }

  states(now: Milliseconds): readonly LimitState[] {
    if (this.#gates.length === 0) return UNLIMITED;
    return this.#gates.map(({ limit, bucket }) => ({
      limit,
      remaining: Math.max(0, Math.floor(bucket.level(now) + NOISE)),
      at: now,
      untilFull: bucket.untilFull(now),
    }));
  }

  #deny(now: Milliseconds): Denial | undefined {
    let first: LimitPlan | undefined;
    let longest = 0;
    for (const { limit, bucket } of this.#gates) {
      const wait = bucket.wait(1, now);
      if (wait > 0) first ??= limit;
      longest = Math.max(longest, wait);
    }
    return first && { limit: first, wait: longest };
  }
}
