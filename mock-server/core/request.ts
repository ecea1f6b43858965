import type { Timer } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { LimitState } from '../limits/gate.ts';
import type { Denial } from '../limits/limiter.ts';
import type { Progress, Visit } from '../load/load.ts';
import type { Place, Waiter } from '../load/slot-queue.ts';
import type { Row } from '../truth/rows.ts';
import type { Admission, Call, Exchange, Refusal, Reply } from './call.ts';
import type { Premises } from './premises.ts';
import { refusalByLimit, refusalByQueue } from './refusal.ts';
import type { Script } from './script.ts';
import { eventAfter } from './script.ts';
import type { Connection } from './sink.ts';

const NOT_YET = Number.NaN;

/**
 * One request on its way: limits, queue, service. One allocation: its client's handle, its truth
 * row, its place in the queue and its progress at the station.
 */
export class Request implements Exchange, Admission, Progress, Row, Waiter {
  readonly seq: number;
  readonly item: number;
  readonly attempt: number;
  readonly retries: number;
  readonly connection: Connection | undefined;
  readonly priority: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly headAt: Milliseconds;
  readonly arrivedAt: Milliseconds;
  readonly limits: readonly LimitState[];
  cut = false;
  admittedAttempt = 0;
  admittedAt = NOT_YET;
  startedAt = NOT_YET;
  firstByteAt = NOT_YET;
  firstTokenAt = NOT_YET;
  firstContentAt = NOT_YET;
  endedAt = NOT_YET;
  status = 0;
  outcome = 'in-flight';
  outputTokens = 0;
  thinkingTokens = 0;
  demand = NOT_YET;
  ttft = NOT_YET;
  inServiceAtStart = 0;
  readonly #premises: Premises;
  readonly #call: Call;
  readonly #reply: Reply;
  #script: Script | undefined;
  #headSent = false;
  /** Tokens that have left in a stream. */
  #produced = 0;
  #refusing: Timer | undefined;
  #place: Place | undefined;
  #visit: Visit | undefined;
  #success = 'ok';

  constructor(premises: Premises, call: Call, reply: Reply) {
    const now = premises.clock.now();
    this.#premises = premises;
    this.#call = call;
    this.#reply = reply;
    this.headAt = call.headAt ?? now;
    this.arrivedAt = now;
    this.item = call.item;
    this.attempt = call.attempt;
    this.retries = call.retries;
    this.connection = call.connection;
    this.priority = call.priority ?? 0;
    this.inputTokens = call.inputTokens;
    this.cacheReadTokens = call.cacheReadTokens ?? 0;
    this.seq = premises.truth.arrive(now);
    const denial = premises.admit(call, now);
    this.limits = premises.limits(call, now);
    premises.truth.rows.write(this);
    if (denial === undefined) this.#enter(now);
    else this.#deny(denial);
  }

  abort(): void {
    this.#leave('client-abort');
  }

  spoil(fault: string): void {
    this.#success = `fault:${fault}`;
  }

  breakOff(): void {
    this.#leave(this.#success);
  }

  /** Service begins. */
  begin(): void {
    const { clock, truth, station } = this.#premises;
    // Nothing was waited for, if this is still the instant of admission.
    const now = this.#place === undefined ? this.admittedAt : clock.now();
    if (this.#place?.isWaiting === false) truth.queued.change(-1, now);
    this.startedAt = now;
    this.admittedAttempt = this.#premises.countAdmitted(this.item);
    const script = this.#premises.script(this.#call, this.admittedAttempt);
    this.#script = script;
    this.outputTokens = script.outputTokens;
    this.thinkingTokens = script.thinkingTokens;
    this.cut = script.cut;
    this.demand = script.demand;
    this.ttft = script.ttft;
    truth.inService.change(1, now);
    this.inServiceAtStart = truth.inService.value;
    if (!this.#call.stream) this.#reply.head(this);
    else if (script.course.head === 0) this.#sendHead(now);
    if (!this.#ended) this.#visit = station.start(this, this.#nextMilestone(script));
  }

  /** The queue is full, or has kept the request for too long. */
  turnAway(): void {
    const { plan, clock, truth } = this.#premises;
    const now = clock.now();
    if (this.#place !== undefined) truth.queued.change(-1, now);
    this.#refuse(refusalByQueue(this, plan.queue?.whenFull ?? 529, now));
  }

  /** A milestone of a stream is its head or an event; the last event ends it. */
  reach(now: Milliseconds): Milliseconds | undefined {
    const script = this.#script;
    if (script === undefined) throw new Error('a request in service has a script');
    if (this.#call.stream && !this.#headSent) {
      this.#sendHead(now);
      return this.#ended ? undefined : this.#nextMilestone(script);
    }
    if (this.#call.stream && this.#produced < this.outputTokens) {
      this.#sendEvent(script, now);
      if (this.#ended) return undefined;
      if (this.#produced < this.outputTokens) return this.#nextMilestone(script);
    }
    this.#end(200, this.#success);
    this.#reply.end();
    return undefined;
  }

  get uncachedInputTokens(): number {
    return Math.max(0, this.inputTokens - this.cacheReadTokens);
  }

  get #ended(): boolean {
    return !Number.isNaN(this.endedAt);
  }

  #enter(now: Milliseconds): void {
    this.admittedAt = now;
    const { queue, truth } = this.#premises;
    if (queue === undefined) {
      this.begin();
      return;
    }
    const place = queue.enter(this);
    if (place.isWaiting) truth.queued.change(1, now);
    this.#place = place;
    // It may be over already: then nobody else leaves the place.
    if (this.#ended) place.leave();
  }

  #nextMilestone(script: Script): Milliseconds {
    const { head, base, span } = script.course;
    if (this.#call.stream && !this.#headSent) return head;
    if (!this.#call.stream || script.outputTokens === 0) return base + span;
    return base + (span * eventAfter(script, this.#produced)) / script.outputTokens;
  }

  #sendHead(now: Milliseconds): void {
    this.#headSent = true;
    this.status = 200;
    this.firstByteAt = now;
    this.#reply.head(this);
  }

  #sendEvent(script: Script, now: Milliseconds): void {
    const last = eventAfter(script, this.#produced);
    if (this.#produced === 0) this.firstTokenAt = now;
    if (last > script.thinkingTokens && Number.isNaN(this.firstContentAt)) {
      this.firstContentAt = now;
    }
    this.#premises.produce(this.#call, last - this.#produced, now);
    this.#produced = last;
    this.#reply.token(last);
  }

  #deny(denial: Denial): void {
    const told = this.#premises.toldWait(denial);
    this.#refuse(refusalByLimit(this, this.#call, denial, told));
  }

  #refuse(refusal: Refusal): void {
    const { clock } = this.#premises;
    const latency = this.#premises.rejectLatency(this.#call);
    const { status, reason } = refusal;
    const answer = () => {
      this.#end(status, reason === 'queue' ? 'queue-full' : `limited:${reason}`);
      this.#reply.refused(refusal);
    };
    if (latency === 0) answer();
    else this.#refusing = clock.at(clock.now() + latency, answer, 0);
  }

  #leave(outcome: string): void {
    if (this.#ended) return;
    this.#refusing?.cancel();
    this.#visit?.leave();
    this.outputTokens = this.#produced;
    this.#end(this.status, outcome);
  }

  #end(status: number, outcome: string): void {
    const { clock, truth } = this.#premises;
    const now = clock.now();
    this.endedAt = now;
    this.status = status;
    this.outcome = outcome;
    if (Number.isNaN(this.firstByteAt) && status > 0) this.firstByteAt = now;
    if (this.#place?.isWaiting) truth.queued.change(-1, now);
    if (this.#script !== undefined) truth.inService.change(-1, now);
    truth.end(this);
    if (!Number.isNaN(this.admittedAt)) this.#settle(now);
    this.#place?.leave();
  }

  #settle(now: Milliseconds): void {
    const { admittedAt, outputTokens } = this;
    const usage = { admittedAt, outputTokens, producedTokens: this.#produced };
    this.#premises.settle(this.#call, usage, now);
  }
}
