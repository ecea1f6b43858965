import type { Milliseconds } from '../../core/units.ts';
import type { Advertised, Dimension } from './advertised.ts';
import { roundUpToMicrosecond } from './round-up.ts';
import { TokenBucket } from './token-bucket.ts';

/** What a request takes of each dimension. */
export type Cost = Readonly<Record<Dimension, number>>;

export interface HeaderRule {
  /** Share of the advertised rate that is used, above 0. */
  readonly safety: number;
  /** What is never used of a limit. */
  readonly minRemaining: number;
}

interface Account {
  readonly bucket: TokenBucket;
  /** Everything that was ever taken. */
  taken: number;
}

/** How far an account was when a request had just started. */
export type Mark = ReadonlyMap<Dimension, number>;

/**
 * A budget that follows what the server advertises: a bucket for each dimension, filled at `safety` times the advertised
 * rate, and never fuller than the last reply said it was.
 *
 * A reply tells what remained when its request was admitted; what flowed in and what was taken since are added and
 * subtracted.
 */
export class HeaderBudget {
  readonly #rule: HeaderRule;
  readonly #accounts = new Map<Dimension, Account>();
  #blockedUntil = Number.NEGATIVE_INFINITY;

  constructor(rule: HeaderRule) {
    this.#rule = rule;
  }

  /** Whether a server has said anything yet. */
  get known(): boolean {
    return this.#accounts.size > 0;
  }

  wait(now: Milliseconds, cost: Cost): Milliseconds {
    let longest = roundUpToMicrosecond(this.#blockedUntil - now);
    for (const [dimension, { bucket }] of this.#accounts) {
      longest = Math.max(longest, bucket.wait(now, cost[dimension] + this.#rule.minRemaining));
    }
    return longest;
  }

  /** @returns what the reply to this request is to be read with */
  start(now: Milliseconds, cost: Cost): Mark {
    const mark = new Map<Dimension, number>();
    for (const [dimension, account] of this.#accounts) {
      account.bucket.start(now, cost[dimension]);
      account.taken += cost[dimension];
      mark.set(dimension, account.taken);
    }
    return mark;
  }

  /** A reply to a request that started `elapsed` ago told its limits. */
  learn(
    now: Milliseconds,
    advertised: readonly Advertised[],
    mark: Mark,
    elapsed: Milliseconds,
  ): void {
    for (const limit of advertised) {
      const rule = { perMinute: this.#ratePerMinute(limit), burst: limit.limit };
      const account = this.#account(limit.dimension, now, limit);
      account.bucket.change(now, rule);
      const since = account.taken - (mark.get(limit.dimension) ?? 0);
      const level = limit.remaining + (elapsed * rule.perMinute) / 60_000 - since;
      account.bucket.add(now, Math.min(0, level - account.bucket.level(now)));
    }
  }

  /** The server refused: nothing is left, and nothing starts before `until`. */
  block(now: Milliseconds, until: Milliseconds): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
    for (const { bucket } of this.#accounts.values())
      bucket.add(now, Math.min(0, -bucket.level(now)));
  }

  #account(dimension: Dimension, now: Milliseconds, { limit, remaining }: Advertised): Account {
    let account = this.#accounts.get(dimension);
    if (account === undefined) {
      const rule = { perMinute: limit, burst: limit };
      account = { bucket: new TokenBucket(rule, now, remaining), taken: 0 };
      this.#accounts.set(dimension, account);
    }
    return account;
  }

  /**
   * A limit that needs longer to be full again than a minute would is meant for a longer period, such as a day. One that
   * needs less is a bucket smaller than its limit.
   */
  #ratePerMinute({ limit, remaining, untilFull }: Advertised): number {
    const used = limit - remaining;
    const told = untilFull && used > 0 ? (used / untilFull) * 60_000 : limit;
    return this.#rule.safety * Math.min(limit, told);
  }
}
