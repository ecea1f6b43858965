import type { Refusal } from '../core/call.ts';
import type { Chunk, MockRequest } from '../core/sink.ts';
import type { LimitState } from '../limits/limiter.ts';

/** A request body that is an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An error reply, in the words of the API that was called. */
export interface WireError {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** OpenAI only: the parameter that is wrong. */
  readonly param?: string;
  /** OpenAI only. */
  readonly code?: string;
}

/** What the server needs to know of a valid request. */
export interface MessageParams {
  readonly model: string;
  readonly maxTokens: number;
  readonly stream: boolean;
  /** OpenAI only: whether a stream ends with a chunk of usage. */
  readonly includeUsage: boolean;
  /** Characters of all texts that were sent. */
  readonly characters: number;
}

/** What a reply's body states. */
export interface MessageFacts {
  /** Unique per item and attempt; the API puts its own prefix before it. */
  readonly id: string;
  readonly model: string;
  readonly item: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cut: boolean;
  readonly includeUsage: boolean;
  readonly created: Date;
}

/** A reply's events. */
export interface MessageStream {
  /** What comes before the first token. */
  start(): Chunk;
  /** Token number `count`, from 1. */
  token(count: number): Chunk;
  /** What comes after the last one. */
  finish(): Chunk;
}

/** The shape of one provider's API on the wire. */
export interface Api {
  readonly requestIdHeader: string;
  /** Checks a request. A {@link WireError} has a `status`. */
  read(body: JsonObject, request: MockRequest): MessageParams | WireError;
  /** A complete body. */
  message(facts: MessageFacts): string;
  stream(facts: MessageFacts): MessageStream;
  models(created: Date): string;
  limitHeaders(states: readonly LimitState[], wall: Date): Record<string, string>;
  errorBody(error: WireError, requestId: string): string;
  readonly errors: {
    unauthorized(): WireError;
    notFound(method: string, path: string): WireError;
    notJson(): WireError;
    rateLimited(refusal: Refusal, model: string): WireError;
  };
}
