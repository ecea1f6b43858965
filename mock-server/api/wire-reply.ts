import type { Clock } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Admission, Call, Refusal, Reply } from '../core/call.ts';
import type { Identity } from '../core/identify.ts';
import type { Chunk, ReplySink } from '../core/sink.ts';
import { retryAfterSeconds } from '../limits/headers/retry-after.ts';
import type { LimitState } from '../limits/limiter.ts';
import type { Api, MessageFacts, MessageParams, MessageStream } from './api.ts';

const NOTHING: Chunk = '';

/** Turns the neutral reply to a call into the bytes of an API. */
export class WireReply implements Reply {
  readonly #api: Api;
  readonly #params: MessageParams;
  readonly #call: Call;
  readonly #sink: ReplySink;
  readonly #clock: Clock;
  /** Set by `head`; the head of a reply that leaves as a whole waits for its end. */
  #admission: Admission | undefined;
  #limitHeaders: Record<string, string> = {};
  #stream: MessageStream | undefined;

  constructor(api: Api, params: MessageParams, call: Call, sink: ReplySink, clock: Clock) {
    this.#api = api;
    this.#params = params;
    this.#call = call;
    this.#sink = sink;
    this.#clock = clock;
  }

  refused(refusal: Refusal): void {
    const error = this.#api.errors.rateLimited(refusal, this.#params.model);
    this.#sink.head(error.status, {
      ...this.#commonHeaders(refusal.seq),
      ...this.#renderLimits(refusal.limits),
      'content-type': 'application/json',
      'retry-after': String(retryAfterSeconds(refusal.wait)),
      'server-timing': serverTiming(0, this.#clock.now() - refusal.arrivedAt),
    });
    this.#sink.end(this.#api.errorBody(error, requestId(this.#call)));
  }

  head(admission: Admission): void {
    this.#admission = admission;
    this.#limitHeaders = this.#renderLimits(admission.limits);
    if (!this.#call.stream) return;
    this.#stream = this.#api.stream(this.#facts(admission));
    this.#sink.head(200, {
      ...this.#commonHeaders(admission.seq),
      ...this.#limitHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'server-timing': serverTiming(queueTime(admission), admission.demand),
    });
    this.#sink.write(this.#stream.start());
  }

  token(count: number): void {
    this.#sink.write(this.#stream?.token(count) ?? NOTHING);
  }

  end(): void {
    if (this.#stream !== undefined) this.#sink.end(this.#stream.finish());
    else if (this.#admission !== undefined) this.#endWhole(this.#admission);
  }

  #endWhole(admission: Admission): void {
    this.#sink.head(200, {
      ...this.#commonHeaders(admission.seq),
      ...this.#limitHeaders,
      'content-type': 'application/json',
      'server-timing': serverTiming(queueTime(admission), this.#clock.now() - admission.arrivedAt),
    });
    this.#sink.end(this.#api.message(this.#facts(admission)));
  }

  #commonHeaders(seq: number): Record<string, string> {
    return { 'x-mock-seq': String(seq), [this.#api.requestIdHeader]: requestId(this.#call) };
  }

  #renderLimits(states: readonly LimitState[]): Record<string, string> {
    const [first] = states;
    if (first === undefined) return {};
    const age = this.#clock.now() - first.at;
    return this.#api.limitHeaders(states, new Date(this.#clock.wall().getTime() - age));
  }

  #facts({ inputTokens, outputTokens, cut }: Admission): MessageFacts {
    return {
      id: idOf(this.#call),
      model: this.#params.model,
      item: this.#call.item,
      inputTokens,
      outputTokens,
      cut,
      includeUsage: this.#params.includeUsage,
      created: this.#clock.wall(),
    };
  }
}

/** Follows from what keys the draws, so that equal runs send equal bytes. */
export function requestId(identity: Identity): string {
  return `req_${idOf(identity)}`;
}

function idOf({ item, attempt, retries }: Identity): string {
  return `${item}_${attempt}_${retries}`;
}

function queueTime({ arrivedAt, admittedAt }: Admission): Milliseconds {
  return admittedAt - arrivedAt;
}

function serverTiming(queue: Milliseconds, total: Milliseconds): string {
  return `queue;dur=${queue.toFixed(3)}, total;dur=${total.toFixed(3)}`;
}
