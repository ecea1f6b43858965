import type { LimitPlan } from '../../src/core/mock-plan.ts';
import { countsInput, countsOutput } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Ask, Gate, LimitState, Usage } from './gate.ts';
import { estimatedInput } from './gate.ts';
import type { Meter } from './meter.ts';
import { createMeter } from './meters.ts';

/** Floats such as 48.9999999999 are 49 tokens. */
const NOISE = 1e-9;

/**
 * A limit per window of requests or tokens.
 *
 * Input is booked as it is estimated and corrected at the end. Output is booked as it is produced,
 * or, with `reserve`, as the request's maximum, whose rest is given back at the end.
 */
export class RateGate implements Gate {
  readonly limit: LimitPlan;
  readonly #place: number;
  readonly #owner: string;
  readonly #meter: Meter;
  readonly #countsInput: boolean;
  readonly #countsOutput: boolean;
  readonly #reserves: boolean;
  readonly #cacheAware: boolean;

  constructor(
    limit: LimitPlan,
    { place, owner }: Pick<LimitState, 'place' | 'owner'>,
    now: Milliseconds,
  ) {
    const { dimension, accounting = 'actual', cacheAware = true } = limit;
    this.limit = limit;
    this.#place = place;
    this.#owner = owner;
    this.#meter = createMeter(limit, now);
    this.#countsInput = countsInput(dimension);
    this.#countsOutput = countsOutput(dimension);
    this.#reserves = accounting === 'reserve';
    this.#cacheAware = cacheAware;
  }

  get dimension(): LimitPlan['dimension'] {
    return this.limit.dimension;
  }

  amount(ask: Ask): number {
    if (this.limit.dimension === 'requests') return 1;
    const input = this.#countsInput ? this.#input(estimatedInput(ask), ask) : 0;
    return input + (this.#countsOutput && this.#reserves ? reservable(ask) : 0);
  }

  wait(ask: Ask, now: Milliseconds): Milliseconds {
    return this.#meter.wait(this.amount(ask), now);
  }

  spacing(ask: Ask): Milliseconds {
    return (this.amount(ask) * this.limit.window) / this.limit.limit;
  }

  pass(ask: Ask, now: Milliseconds): void {
    const amount = this.amount(ask);
    if (amount > 0) this.#meter.take(amount, now);
  }

  refuse(now: Milliseconds): void {
    const { countRejected = false, dimension, burst } = this.limit;
    if (!countRejected || dimension !== 'requests') return;
    if (this.#meter.level(now) - 1 >= -burst) this.#meter.take(1, now);
  }

  produce(tokens: number, now: Milliseconds): void {
    if (this.#countsOutput && !this.#reserves) this.#meter.take(tokens, now);
  }

  settle(ask: Ask, { outputTokens, producedTokens, admittedAt }: Usage, now: Milliseconds): void {
    if (this.limit.dimension === 'requests') return;
    const input = this.#countsInput ? this.#input(ask.inputTokens, ask) : 0;
    const output = this.#countsOutput ? outputTokens : 0;
    const booked = this.amount(ask) + (this.#countsOutput && !this.#reserves ? producedTokens : 0);
    const difference = input + output - booked;
    if (difference !== 0) this.#meter.correct(difference, admittedAt, now);
  }

  state(now: Milliseconds): LimitState {
    const level = Math.floor(this.#meter.level(now) + NOISE);
    return {
      limit: this.limit,
      place: this.#place,
      owner: this.#owner,
      level,
      remaining: Math.max(0, level),
      at: now,
      untilFull: this.#meter.untilFull(now),
    };
  }

  /** What comes out of a cache is not counted. */
  #input(tokens: number, { cacheReadTokens = 0 }: Ask): number {
    return this.#cacheAware ? Math.max(0, tokens - cacheReadTokens) : tokens;
  }
}

/** Who names no maximum reserves nothing. */
function reservable({ maxTokens }: Ask): number {
  return Number.isFinite(maxTokens) ? maxTokens : 0;
}
