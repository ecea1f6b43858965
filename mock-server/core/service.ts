import type { Clock } from '../../src/core/clock.ts';
import type { MockPlan, WirePlan } from '../../src/core/mock-plan.ts';
import type { Rng } from '../../src/core/rng.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Sampler } from '../../src/core/sampler.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { Batches } from '../batches/batches.ts';
import { Faults } from '../faults/faults.ts';
import { createLatency } from '../latency/create.ts';
import type { Ask, LimitState, Usage } from '../limits/gate.ts';
import { toldWait } from '../limits/headers/retry-after.ts';
import type { Denial } from '../limits/limiter.ts';
import { Limiter } from '../limits/limiter.ts';
import type { Station } from '../load/load.ts';
import { loads } from '../load/registry.ts';
import { SlotQueue } from '../load/slot-queue.ts';
import { observeLateness } from '../truth/late-clock.ts';
import type { Row } from '../truth/rows.ts';
import { Truth } from '../truth/truth.ts';
import type { Aside, Unserved } from '../truth/unserved-row.ts';
import { over, unservedRow } from '../truth/unserved-row.ts';
import type { Call, Exchange, Reply } from './call.ts';
import { createVariant } from './create-variant.ts';
import type { Identity } from './identify.ts';
import { createIdentifier } from './identify.ts';
import type { Premises } from './premises.ts';
import { Request } from './request.ts';
import type { Script } from './script.ts';
import { ScriptWriter } from './script.ts';
import { Tally } from './tally.ts';

/** The neutral half of the server, from one reset to the next: limits, service times, truth. */
export class Service implements Premises {
  readonly plan: MockPlan;
  readonly clock: Clock;
  readonly truth: Truth;
  readonly station: Station;
  readonly queue: SlotQueue | undefined;
  readonly identify = createIdentifier();
  /** For requests that no limit of messages is for: they shift no message's draws. */
  readonly identifyAside = createIdentifier();
  readonly faults: Faults;
  readonly wire: WirePlan;
  readonly batches: Batches;
  readonly #limiter: Limiter;
  readonly #rng: Rng;
  readonly #scripts: ScriptWriter;
  readonly #rejectLatency: Sampler;
  readonly #begunAt: Milliseconds;
  readonly #admitted = new Tally();
  readonly #workspaces: ReadonlyMap<string, string>;

  /** @param rows how many rows of the truth are kept */
  constructor(plan: MockPlan, clock: Clock, rows?: number) {
    const now = clock.now();
    const load = createVariant(loads, plan.load);
    this.plan = plan;
    this.clock = clock;
    this.#begunAt = now;
    this.truth = new Truth(now, plan.limits.length, rows);
    this.station = load.createStation(
      observeLateness(clock, (late) => this.truth.lateness.record(late)),
    );
    this.queue = plan.queue && new SlotQueue(plan.queue, clock);
    this.#limiter = new Limiter(plan, now);
    this.#rng = createRng(plan.seed);
    this.faults = new Faults(plan.faults, clock, this.#rng);
    this.wire = plan.wire;
    this.#workspaces = workspacesByKey(plan.wire);
    this.batches = new Batches(plan.batches, clock, this.#rng);
    this.#scripts = new ScriptWriter(plan, load);
    const { rejectLatency } = plan;
    this.#rejectLatency =
      typeof rejectLatency === 'number'
        ? { sample: () => rejectLatency }
        : createLatency(rejectLatency);
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
  turnAway(of: Unserved, status: number, outcome = 'invalid'): number {
    const row = this.arrive(of);
    this.endUnserved(row, status, outcome);
    return row.seq;
  }

  /**
   * Records a request that no limit of messages is for, and that is answered at once.
   *
   * @returns its seq
   */
  serveAside(of: Unserved, what: Aside): number {
    const now = this.clock.now();
    const seq = this.truth.countAside();
    this.truth.close(over(unservedRow(of, seq, now), 200, `aside:${what}`, now));
    return seq;
  }

  /** A request arrived that will not reach the limits. */
  arrive(of: Unserved): Row {
    const now = this.clock.now();
    const row = unservedRow(of, this.truth.arrive(now), now);
    this.truth.rows.write(row);
    return row;
  }

  /** Such a request ended. */
  endUnserved(row: Row, status: number, outcome: string): void {
    this.truth.end(over(row, status, outcome, this.clock.now()));
  }

  admit(call: Call, now: Milliseconds): Denial | undefined {
    return this.#limiter.admit(call, now);
  }

  limits(ask: Ask, now: Milliseconds): readonly LimitState[] {
    return this.#limiter.states(ask, now);
  }

  /** Every rate limit that somebody has met. */
  allLimits(now: Milliseconds): readonly LimitState[] {
    return this.#limiter.allStates(now);
  }

  produce(call: Call, tokens: number, now: Milliseconds): void {
    this.#limiter.produce(call, tokens, now);
  }

  settle(call: Call, usage: Usage, now: Milliseconds): void {
    this.#limiter.settle(call, usage, now);
  }

  toldWait(denial: Denial): Milliseconds | undefined {
    return toldWait(this.plan.retryAfter ?? { rule: 'exact-ceil' }, denial);
  }

  /** @returns `undefined` for a key that belongs to none */
  workspaceOf(key: string): string | undefined {
    return this.#workspaces.get(key);
  }

  countAdmitted(item: number): number {
    return this.#admitted.count(item);
  }

  /**
   * Keyed by the attempts that got into service and not by the client's number: a client that was
   * refused more often would otherwise get other service times for the same item, and a paired
   * comparison would be lost.
   */
  script(call: Call, admittedAttempt: number): Script {
    return this.#scripts.write(call, (purpose, of) =>
      this.#sample(purpose, call.item, admittedAttempt, of),
    );
  }

  rejectLatency({ item, attempt, retries }: Identity): Milliseconds {
    return this.#sample('reject', item, 64 * attempt + retries, this.#rejectLatency);
  }

  /** Uniform in [0, 1), for what a reply looks like. */
  uniform(purpose: string, item: number, attempt: number): number {
    return this.#rng.uniform(purpose, item, attempt);
  }

  /** Uniform in [0, 1). */
  draw(purpose: string, item: number, attempt: number): number {
    return this.#rng.uniform(purpose, item, attempt);
  }

  #sample(purpose: string, item: number, attempt: number, of: Sampler): number {
    return of.sample(this.draw(purpose, item, attempt), this.clock.now() - this.#begunAt);
  }
}

function workspacesByKey({ workspaces = {} }: WirePlan): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(workspaces).flatMap(([name, keys]) => keys.map((key) => [key, name] as const)),
  );
}
