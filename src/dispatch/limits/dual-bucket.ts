import type { Milliseconds } from '../../core/units.ts';
import { TokenBucket } from './token-bucket.ts';

/** What a request takes besides itself. */
export interface TokenCost {
  readonly input: number;
  readonly output: number;
}

/** Limits per minute; an absent one does not limit. */
export interface DualRule {
  readonly rpm: number;
  /** Input tokens. */
  readonly itpm?: number | undefined;
  /** Output tokens. */
  readonly otpm?: number | undefined;
  /** Requests that may start at once after a pause. Tokens may burst by a whole minute's worth. */
  readonly burst: number;
}

/**
 * Requests, input tokens and output tokens in a bucket each. A start needs all of them at once and then takes from all:
 * holding one while waiting for another would waste it.
 */
export class DualBucket {
  readonly #requests: TokenBucket;
  readonly #input: TokenBucket | undefined;
  readonly #output: TokenBucket | undefined;

  constructor({ rpm, itpm, otpm, burst }: DualRule, now: Milliseconds) {
    const ofMinute = (tokens: number | undefined) =>
      tokens === undefined ? undefined : new TokenBucket({ perMinute: tokens, burst: tokens }, now);
    this.#requests = new TokenBucket({ perMinute: rpm, burst }, now);
    this.#input = ofMinute(itpm);
    this.#output = ofMinute(otpm);
  }

  wait(now: Milliseconds, { input, output }: TokenCost): Milliseconds {
    return Math.max(
      this.#requests.wait(now),
      this.#input?.wait(now, input) ?? 0,
      this.#output?.wait(now, output) ?? 0,
    );
  }

  start(now: Milliseconds, { input, output }: TokenCost): void {
    this.#requests.start(now);
    this.#input?.start(now, input);
    this.#output?.start(now, output);
  }

  /** Gives back what was reserved and not used; takes more where the estimate was too low. */
  settle(now: Milliseconds, reserved: TokenCost, used: TokenCost): void {
    this.#input?.add(now, reserved.input - used.input);
    this.#output?.add(now, reserved.output - used.output);
  }
}
