import type { Clock } from '../../src/core/clock.ts';
import type { FaultPlan } from '../../src/core/fault-plan.ts';
import type { Rng } from '../../src/core/rng.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { createVariant } from '../core/create-variant.ts';
import type { Identity } from '../core/identify.ts';
import type { MockRequest } from '../core/sink.ts';
import { Condition } from './condition.ts';
import type { AnsweringFault, ConnectionFault, Fault, SpoilingFault } from './fault.ts';
import { faults as registry } from './registry.ts';
import { status } from './status.ts';

/** A fault that hits a request, under its name. */
export interface Hit<F extends Fault> {
  readonly id: string;
  readonly fault: F;
}

/** A hit in service, with this request's own draws. */
export interface SpoilingHit extends Hit<SpoilingFault> {
  uniform(n: number): number;
}

interface Loaded<F extends Fault> extends Hit<F> {
  readonly condition: Condition;
}

/** Draws that one attempt may make: slices of a body, most of all. */
const DRAWS_PER_ATTEMPT = 65_536;

/** SDK retries that one attempt may hold. */
const RETRIES_PER_ATTEMPT = 64;

/** The faults of a server, from one reset to the next. The first in order that hits decides. */
export class Faults {
  readonly #clock: Clock;
  readonly #rng: Rng;
  readonly #since: Milliseconds;
  readonly #planned: readonly FaultPlan[];
  #refusing: Loaded<ConnectionFault>[] = [];
  #answering: Loaded<AnsweringFault>[] = [];
  #spoiling: Loaded<SpoilingFault>[] = [];

  constructor(plans: readonly FaultPlan[], clock: Clock, rng: Rng) {
    this.#clock = clock;
    this.#rng = rng;
    this.#since = clock.now();
    this.#planned = plans;
    this.disarm();
  }

  /** Adds a fault before all others. */
  arm({ id, when, ...variant }: FaultPlan): void {
    const fault = createVariant(registry, variant);
    const condition = new Condition(when);
    switch (fault.stage) {
      case 'connection':
        this.#refusing.unshift({ id, fault, condition });
        break;
      case 'admission':
        this.#answering.unshift({ id, fault, condition });
        break;
      case 'service':
        this.#spoiling.unshift({ id, fault, condition });
    }
  }

  /** Only the planned ones are left, as they were after the reset. */
  disarm(): void {
    this.#refusing = [];
    this.#answering = [];
    this.#spoiling = [];
    for (const plan of this.#planned.toReversed()) this.arm(plan);
  }

  /** Whether a new connection is refused. @param connection its number, from 1 */
  refuses(connection: number): boolean {
    if (this.#refusing.length === 0) return false;
    const draw = (id: string) => this.#rng.uniform(`fault:${id}`, connection);
    return this.#choose(this.#refusing, connection, '', draw) !== undefined;
  }

  /**
   * A fault in the place of limits and service. Keyed by the client's attempt. A client may ask for
   * one: `x-return-error: 429`.
   */
  answering(
    { headers }: Pick<MockRequest, 'headers'>,
    { item, attempt, retries }: Identity,
    model: string,
  ): Hit<AnsweringFault> | undefined {
    const asked = headers['x-return-error'];
    if (asked !== undefined && /^[2-5]\d\d$/.test(asked)) {
      return { id: 'x-return-error', fault: status.create({ status: Number(asked), headers: {} }) };
    }
    if (this.#answering.length === 0) return undefined;
    const numbered = attempt * RETRIES_PER_ATTEMPT + retries;
    return this.#choose(this.#answering, item, model, (id) =>
      this.#rng.uniform(`fault:${id}`, item, numbered),
    );
  }

  /** A fault in service. Keyed by the attempts that passed the limits, as service times are. */
  spoiling(
    item: number,
    model: string,
    admittedAttempt: number,
    streamed: boolean,
  ): SpoilingHit | undefined {
    if (this.#spoiling.length === 0) return undefined;
    const form = streamed ? 'streamed' : 'whole';
    const fitting = this.#spoiling.filter(
      ({ fault }) => fault.replies === 'all' || fault.replies === form,
    );
    const draw = (id: string, n: number) =>
      this.#rng.uniform(`service_fault:${id}`, item, admittedAttempt * DRAWS_PER_ATTEMPT + n);
    const hit = this.#choose(fitting, item, model, (id) => draw(id, 0));
    return hit && { ...hit, uniform: (n) => draw(hit.id, n + 1) };
  }

  /** All look at the request, also behind the one that hits it: none shifts another's counts. */
  #choose<F extends Fault>(
    candidates: readonly Loaded<F>[],
    item: number,
    model: string,
    draw: (id: string) => number,
  ): Loaded<F> | undefined {
    const time = this.#clock.now() - this.#since;
    const [first] = candidates.filter(({ id, condition }) =>
      condition.holds({ item, model, time, draw: draw(id) }),
    );
    first?.condition.spend();
    return first;
  }
}
