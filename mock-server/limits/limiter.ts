import type { MockPlan, RateDimension } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { ConcurrencyGate } from './concurrency.ts';
import type { Ask, Gate, LimitState, Usage } from './gate.ts';
import { RampGate } from './ramp.ts';
import { RateGate } from './rate-gate.ts';
import { Scoped } from './scoped.ts';
import { SpendGate } from './spend.ts';

/** What a plan says about limits. */
export type LimitsPlan = Pick<MockPlan, 'limits' | 'concurrency' | 'ramp' | 'spend'>;

/** Why a request may not pass. */
export interface Denial {
  /** The first that refuses, in the order spend, ramp, concurrency, requests, tokens. */
  readonly gate: Gate;
  /** The longest wait among those that refuse: an earlier attempt is refused again. */
  readonly wait: Milliseconds;
  /**
   * The same for each client refused in a row after the one before it, so that they do not come
   * back together.
   */
  readonly staggeredWait: Milliseconds;
}

const ORDER: readonly RateDimension[] = ['requests', 'input_tokens', 'output_tokens', 'tokens'];

const UNLIMITED: readonly LimitState[] = [];

/** All limits of a server. A request passes all of them or takes nothing from any. */
export class Limiter {
  readonly #limits: readonly Scoped[];
  /** Clients refused since the last one that passed. */
  #refusedInARow = 0;

  constructor(plan: LimitsPlan, now: Milliseconds) {
    this.#limits = createLimits(plan, now);
  }

  /** Books one request. @returns why it may not pass; `undefined` when it may */
  admit(ask: Ask, now: Milliseconds): Denial | undefined {
    const denial = this.#deny(ask, now);
    if (denial === undefined) {
      this.#refusedInARow = 0;
      for (const limit of this.#limits) limit.of(ask, now)?.pass(ask, now);
    } else {
      this.#refusedInARow++;
      for (const limit of this.#limits) limit.of(ask, now)?.refuse?.(now);
    }
    return denial;
  }

  /** Output tokens of a request came into being. */
  produce(ask: Ask, tokens: number, now: Milliseconds): void {
    for (const limit of this.#limits) limit.of(ask, now)?.produce?.(tokens, now);
  }

  /** A request that had passed is over. */
  settle(ask: Ask, usage: Usage, now: Milliseconds): void {
    for (const limit of this.#limits) limit.of(ask, now)?.settle(ask, usage, now);
  }

  /** The rate limits that hold for a request. */
  states(ask: Ask, now: Milliseconds): readonly LimitState[] {
    if (this.#limits.length === 0) return UNLIMITED;
    const states: LimitState[] = [];
    for (const limit of this.#limits) {
      const state = limit.of(ask, now)?.state?.(now);
      if (state !== undefined) states.push(state);
    }
    return states;
  }

  /** Every rate limit that somebody has met. */
  allStates(now: Milliseconds): readonly LimitState[] {
    return this.#limits.flatMap((limit) =>
      [...limit.all()].flatMap((gate) => gate.state?.(now) ?? []),
    );
  }

  #deny(ask: Ask, now: Milliseconds): Denial | undefined {
    let first: Gate | undefined;
    let wait = 0;
    let staggeredWait = 0;
    for (const limit of this.#limits) {
      const gate = limit.of(ask, now);
      const own = gate?.wait(ask, now) ?? 0;
      if (gate === undefined || own === 0) continue;
      first ??= gate;
      wait = Math.max(wait, own);
      staggeredWait = Math.max(staggeredWait, own + this.#refusedInARow * gate.spacing(ask));
    }
    return first && { gate: first, wait, staggeredWait };
  }
}

/** In the order in which they refuse. */
function createLimits(plan: LimitsPlan, now: Milliseconds): readonly Scoped[] {
  const { spend, ramp, concurrency, limits } = plan;
  const rates = limits.toSorted((a, b) => ORDER.indexOf(a.dimension) - ORDER.indexOf(b.dimension));
  return [
    ...(spend ? [new Scoped({}, () => new SpendGate(spend), now)] : []),
    ...(ramp ? [new Scoped({}, () => new RampGate(ramp), now)] : []),
    ...(concurrency ? [new Scoped(concurrency, () => new ConcurrencyGate(concurrency), now)] : []),
    ...rates.map(
      (rate, place) =>
        new Scoped(rate, (at, owner) => new RateGate(rate, { place, owner }, at), now),
    ),
  ];
}
