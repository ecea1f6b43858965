import type { Clock, Timer } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Admission, Call, Refusal, Reply } from '../core/call.ts';
import type { Service } from '../core/service.ts';
import type { Chunk, ReplySink } from '../core/sink.ts';
import type { Desk } from '../faults/fault.ts';
import { retryAfterHeaders } from '../limits/headers/retry-after.ts';
import { commonHeaders, idOf, requestId } from './answer.ts';
import type { Api, MessageFacts, MessageParams, MessageStream } from './api.ts';
import { tellLimits, tellLimitsOnError } from './tell-limits.ts';

const NOTHING: Chunk = '';

/** Events that one reply may have, each with a draw of its own. */
const DRAWS_PER_REPLY = 65_536;

/** Turns the neutral reply to a call into the bytes of an API. */
export class WireReply implements Reply {
  readonly #service: Service;
  readonly #api: Api;
  readonly #params: MessageParams;
  readonly #call: Call;
  readonly #clock: Clock;
  /** A fault may put itself before it. */
  #sink: ReplySink;
  /** Set by `head`; the head of a reply that leaves as a whole waits for its end. */
  #admission: Admission | undefined;
  #limitHeaders: Record<string, string> = {};
  #stream: MessageStream | undefined;
  /** The last token that a slow client has yet to be sent; 0 = none. */
  #held = 0;
  #ping: Timer | undefined;
  /** What a fault has yet to do. */
  readonly #pending: Timer[] = [];

  constructor(service: Service, api: Api, params: MessageParams, call: Call, sink: ReplySink) {
    this.#service = service;
    this.#api = api;
    this.#params = params;
    this.#call = call;
    this.#sink = sink;
    this.#clock = service.clock;
  }

  refused(refusal: Refusal): void {
    const error = this.#api.errors.refused(refusal, this.#params.model);
    const { retryAfter = { rule: 'exact-ceil' } } = this.#service.plan;
    const headers = this.#headersOf(refusal, 'application/json', this.#limitsOf(refusal));
    Object.assign(headers, retryAfterHeaders(retryAfter, refusal.told, this.#clock.wall()));
    headers['server-timing'] = serverTiming(refusal.queued, this.#age(refusal));
    this.#sink.head(error.status, headers);
    this.#sink.end(this.#api.errorBody(error, requestId(this.#call)));
  }

  head(admission: Admission): void {
    this.#admission = admission;
    this.#limitHeaders = tellLimits(this.#service, this.#api, admission.limits);
    this.#spoil(admission);
    if (!this.#call.stream) return;
    this.#stream = this.#api.stream(this.#facts(admission));
    const type = 'text/event-stream; charset=utf-8';
    const headers = this.#headersOf(admission, type, this.#limitHeaders);
    const queued = queueTime(admission);
    headers['cache-control'] = 'no-cache';
    headers['server-timing'] = serverTiming(queued, queued + admission.demand, admission.ttft);
    this.#sink.head(200, headers);
    this.#sink.write(this.#stream.start());
    this.#pingLater();
  }

  /** Generation does not wait for a client that reads too slowly: its tokens leave together later. */
  token(count: number): void {
    if (this.#sink.isFull) {
      if (this.#held === 0) this.#service.truth.pausedStreams++;
      this.#held = count;
      return;
    }
    this.#held = 0;
    this.#sink.write(this.#stream?.tokensUpTo(count) ?? NOTHING);
  }

  end(): void {
    this.#ping?.cancel();
    if (this.#stream !== undefined) this.#endStream(this.#stream);
    else if (this.#admission !== undefined) this.#endWhole(this.#admission);
  }

  /** The client went away. */
  close(): void {
    this.#ping?.cancel();
    for (const timer of this.#pending) timer.cancel();
  }

  /** What a fault needs that speaks in the server's place. */
  desk(seq: number): Desk {
    return {
      headers: {
        ...this.#commonHeaders(seq),
        ...tellLimitsOnError(this.#service, this.#api, this.#call),
      },
      errorBody: (error) => this.#api.errorBody(error, requestId(this.#call)),
      describe: (status) => this.#api.errors.ofStatus(status),
    };
  }

  #limitsOf({ reason, limits }: Refusal): Record<string, string> {
    return reason === 'queue'
      ? tellLimitsOnError(this.#service, this.#api, this.#call)
      : tellLimits(this.#service, this.#api, limits);
  }

  #spoil(admission: Admission): void {
    const { item, stream } = this.#call;
    const { model } = this.#params;
    const hit = this.#service.faults.spoiling(item, model, admission.admittedAttempt, stream);
    if (hit === undefined) return;
    admission.spoil(hit.id);
    this.#sink = hit.fault.spoil(this.#sink, {
      ...this.desk(admission.seq),
      uniform: (n) => hit.uniform(n),
      after: (delay, run) => this.#after(delay, run),
      breakOff: () => {
        this.#ping?.cancel();
        admission.breakOff();
      },
    });
  }

  #after(delay: Milliseconds, run: () => void): void {
    this.#pending.push(this.#clock.at(this.#clock.now() + delay, run, 0));
  }

  #pingLater(): void {
    const { pings } = this.#service.wire;
    const { ping } = this.#api;
    if (pings === undefined || ping === undefined) return;
    const send = () => {
      this.#sink.write(ping);
      this.#pingLater();
    };
    this.#ping = this.#clock.at(this.#clock.now() + pings, send, 0);
  }

  #endStream(stream: MessageStream): void {
    if (this.#held > 0) this.#sink.write(stream.tokensUpTo(this.#held));
    this.#sink.end(stream.finish());
  }

  #endWhole(admission: Admission): void {
    const headers = this.#headersOf(admission, 'application/json', this.#limitHeaders);
    const age = this.#age(admission);
    headers['server-timing'] = serverTiming(queueTime(admission), age, admission.ttft);
    this.#sink.head(200, headers);
    this.#sink.end(this.#api.message(this.#facts(admission)));
  }

  #headersOf(
    served: Pick<Admission, 'seq' | 'arrivedAt'>,
    type: string,
    limits: Readonly<Record<string, string>>,
  ): Record<string, string> {
    const { processingHeader } = this.#api;
    const headers = Object.assign(this.#commonHeaders(served.seq), limits);
    headers['content-type'] = type;
    if (processingHeader !== undefined) {
      headers[processingHeader] = String(Math.round(this.#age(served)));
    }
    return headers;
  }

  #age({ arrivedAt }: Pick<Admission, 'arrivedAt'>): Milliseconds {
    return this.#clock.now() - arrivedAt;
  }

  #commonHeaders(seq: number): Record<string, string> {
    const { workspaceHeader } = this.#api;
    const { workspace } = this.#call;
    const headers = commonHeaders(this.#api, seq, requestId(this.#call));
    if (workspaceHeader && workspace) headers[workspaceHeader] = workspace;
    return headers;
  }

  #facts(admission: Admission): MessageFacts {
    const { admittedAttempt } = admission;
    const { model, includeUsage, plainChunks } = this.#params;
    const { item } = this.#call;
    return {
      id: idOf(this.#call),
      model,
      item,
      inputTokens: admission.inputTokens,
      cacheReadTokens: admission.cacheReadTokens,
      outputTokens: admission.outputTokens,
      thinkingTokens: admission.thinkingTokens,
      cut: admission.cut,
      includeUsage,
      plainChunks,
      serviceTier: 'standard',
      created: this.#clock.wall(),
      wire: this.#service.wire,
      uniform: (purpose, n) =>
        this.#service.uniform(purpose, item, admittedAttempt * DRAWS_PER_REPLY + n),
    };
  }
}

function queueTime({ startedAt, admittedAt }: Admission): Milliseconds {
  return startedAt - admittedAt;
}

/**
 * The wait for a slot; and from the arrival, the times to the first token and to the end. The first
 * token of a whole reply, and all that a stream's head tells, is as planned: as if it were alone.
 *
 * @param ttft from the end of the wait; absent where there is no token
 */
function serverTiming(queued: Milliseconds, total: Milliseconds, ttft?: Milliseconds): string {
  const first = ttft === undefined ? '' : `ttft;dur=${(queued + ttft).toFixed(3)}, `;
  return `queue;dur=${queued.toFixed(3)}, ${first}total;dur=${total.toFixed(3)}`;
}
