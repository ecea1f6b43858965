import type { Clock, Timer } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Denial, LimitState } from '../limits/limiter.ts';
import type { Progress, Station, Visit } from '../load/load.ts';
import type { Row } from '../truth/rows.ts';
import type { Truth } from '../truth/truth.ts';
import type { Admission, Call, Exchange, Refusal, Reply } from './call.ts';

/** What a request meets on its way. */
export interface Premises {
  readonly clock: Clock;
  readonly truth: Truth;
  readonly station: Station;
  readonly rejectLatency: Milliseconds;
  /** Output tokens of a reply that nothing cuts. */
  readonly outputTokens: number;
  /** Books the request, if all limits let it pass. */
  book(now: Milliseconds): Denial | undefined;
  limits(now: Milliseconds): readonly LimitState[];
  /** Counts an attempt of an item that passed the limits. @returns how many did before */
  countAdmitted(item: number): number;
  drawDemand(item: number, admittedAttempt: number): Milliseconds;
}

const NOT_YET = Number.NaN;

/**
 * One request on its way. One allocation: its client's handle, its truth row and its progress at
 * the station.
 */
export class Request implements Exchange, Admission, Progress, Row {
  readonly seq: number;
  readonly item: number;
  readonly attempt: number;
  readonly retries: number;
  readonly inputTokens: number;
  readonly arrivedAt: Milliseconds;
  readonly limits: readonly LimitState[];
  readonly cut: boolean;
  admittedAttempt = 0;
  admittedAt = NOT_YET;
  firstTokenAt = NOT_YET;
  endedAt = NOT_YET;
  status = 0;
  outcome = 'in-flight';
  outputTokens = 0;
  demand = NOT_YET;
  inServiceAtStart = 0;
  readonly #premises: Premises;
  readonly #call: Call;
  readonly #reply: Reply;
  /** Tokens that have left in a stream. */
  #produced = 0;
  #refusing: Timer | undefined;
  #visit: Visit | undefined;

  constructor(premises: Premises, call: Call, reply: Reply) {
    const now = premises.clock.now();
    this.#premises = premises;
    this.#call = call;
    this.#reply = reply;
    this.arrivedAt = now;
    this.item = call.item;
    this.attempt = call.attempt;
    this.retries = call.retries;
    this.inputTokens = call.inputTokens;
    this.cut = call.maxTokens < premises.outputTokens;
    this.seq = premises.truth.arrive(now);
    const denial = premises.book(now);
    this.limits = premises.limits(now);
    premises.truth.rows.write(this);
    if (denial === undefined) this.#beginService(now);
    else this.#refuse(denial);
  }

  abort(): void {
    if (this.#ended) return;
    this.#refusing?.cancel();
    this.#visit?.leave();
    this.outputTokens = this.#produced;
    this.#end(this.status, 'client-abort');
  }

  /** Tokens of a stream are spread evenly over the service time; the last one ends it. */
  reach(): Milliseconds | undefined {
    if (this.#streams) {
      this.#produced++;
      if (this.#produced === 1) this.firstTokenAt = this.#premises.clock.now();
      this.#reply.token(this.#produced);
      if (this.#ended) return undefined;
      if (this.#produced < this.outputTokens) return this.#nextMilestone();
    }
    this.#end(200, 'ok');
    this.#reply.end();
    return undefined;
  }

  get #ended(): boolean {
    return !Number.isNaN(this.endedAt);
  }

  get #streams(): boolean {
    return this.#call.stream && this.outputTokens > 0;
  }

  #nextMilestone(): Milliseconds {
    return this.#streams ? (this.demand * (this.#produced + 1)) / this.outputTokens : this.demand;
  }

  #beginService(now: Milliseconds): void {
    const { truth, station, outputTokens } = this.#premises;
    this.admittedAt = now;
    this.admittedAttempt = this.#premises.countAdmitted(this.item);
    this.demand = this.#premises.drawDemand(this.item, this.admittedAttempt);
    this.outputTokens = Math.min(this.#call.maxTokens, outputTokens);
    truth.inService.change(1, now);
    this.inServiceAtStart = truth.inService.value;
    if (this.#call.stream) this.status = 200;
    this.#reply.head(this);
    if (!this.#ended) this.#visit = station.start(this, this.#nextMilestone());
  }

  #refuse(denial: Denial): void {
    const { clock, rejectLatency } = this.#premises;
    const limited = this.limits.find(({ limit }) => limit === denial.limit);
    if (limited === undefined) throw new Error('a limit that refuses is one of the limits');
    const { seq, arrivedAt, limits } = this;
    const refusal: Refusal = { seq, arrivedAt, status: 429, limited, wait: denial.wait, limits };
    const answer = () => {
      this.#end(429, `limited:${denial.limit.dimension}`);
      this.#reply.refused(refusal);
    };
    if (rejectLatency === 0) answer();
    else this.#refusing = clock.at(this.arrivedAt + rejectLatency, answer, 0);
  }

  #end(status: number, outcome: string): void {
    const { clock, truth } = this.#premises;
    this.endedAt = clock.now();
    this.status = status;
    this.outcome = outcome;
    if (!Number.isNaN(this.admittedAt)) truth.inService.change(-1, this.endedAt);
    truth.end(this);
  }
}
