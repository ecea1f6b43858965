import type { Clock } from '../../src/core/clock.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import type { Rng } from '../../src/core/rng.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Latency } from '../latency/latency.ts';
import { latencies } from '../latency/registry.ts';
import type { Denial, LimitState } from '../limits/limiter.ts';
import { Limiter } from '../limits/limiter.ts';
import type { Station } from '../load/load.ts';
import { loads } from '../load/registry.ts';
import type { Row } from '../truth/rows.ts';
import { Truth } from '../truth/truth.ts';
import type { Call, Exchange, Reply } from './call.ts';
import { createVariant } from './create-variant.ts';
import type { Identity } from './identify.ts';
import { createIdentifier } from './identify.ts';
import type { Premises } from './request.ts';
import { Request } from './request.ts';

/** The neutral half of the server, from one reset to the next: limits, service times, truth. */
export class Service implements Premises {
  readonly clock: Clock;
  readonly truth: Truth;
  readonly station: Station;
  readonly rejectLatency: Milliseconds;
  readonly outputTokens: number;
  readonly identify = createIdentifier();
  readonly #limiter: Limiter;
  readonly #rng: Rng;
  readonly #latency: Latency;
  readonly #admitted = new Map<number, number>();

  constructor(plan: MockPlan, clock: Clock) {
    const now = clock.now();
    const load = createVariant(loads, plan.load);
    this.clock = clock;
    this.truth = new Truth(now);
    this.station = load.createStation(clock);
    this.rejectLatency = plan.rejectLatency;
    this.outputTokens = plan.outputTokens;
    this.#limiter = new Limiter(plan.limits, now);
    this.#rng = createRng(plan.seed);
    this.#latency = plan.latency
      ? createVariant(latencies, plan.latency)
      : { sample: () => load.nominal };
  }

  /** Takes a call through limits and service, and records what became of it. */
  serve(call: Call, reply: Reply): Exchange {
    return new Request(this, call, reply);
  }

  /**
   * Records a request that was answered at once, because it is no call: bad key, bad path, bad
   * body.
   *
   * @returns its seq
   */
  turnAway(identity: Identity, status: number): number {
    const now = this.clock.now();
    const seq = this.truth.arrive(now);
    this.truth.end(invalidRow(identity, seq, status, now));
    return seq;
  }

  book(now: Milliseconds): Denial | undefined {
    return this.#limiter.admit(now);
  }

  limits(now: Milliseconds): readonly LimitState[] {
    return this.#limiter.states(now);
  }

  countAdmitted(item: number): number {
    const earlier = this.#admitted.get(item) ?? 0;
    this.#admitted.set(item, earlier + 1);
    return earlier;
  }

  /**
   * Keyed by the attempts that passed the limits and not by the client's number: a client that was
   * refused more often would otherwise get other service times for the same item, and a paired
   * comparison would be lost.
   */
  drawDemand(item: number, admittedAttempt: number): Milliseconds {
    return this.#latency.sample(this.#rng.uniform('demand', item, admittedAttempt));
  }
}

function invalidRow(identity: Identity, seq: number, status: number, now: Milliseconds): Row {
  return {
    ...identity,
    seq,
    admittedAttempt: 0,
    arrivedAt: now,
    admittedAt: Number.NaN,
    firstTokenAt: Number.NaN,
    endedAt: now,
    status,
    outcome: 'invalid',
    inputTokens: 0,
    outputTokens: 0,
    demand: Number.NaN,
    inServiceAtStart: 0,
  };
}
