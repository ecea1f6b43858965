import type { WirePlan } from '../../src/core/mock-plan.ts';
import type { Refusal } from '../core/call.ts';
import type { Chunk, MockRequest } from '../core/sink.ts';
import type { LimitState } from '../limits/gate.ts';

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
  /** Anthropic only: tells errors of one type apart. */
  readonly errorCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the truth calls it. @default 'invalid' */
  readonly outcome?: string;
}

/** What the server needs to know of a valid request. */
export interface MessageParams {
  readonly model: string;
  readonly maxTokens: number;
  readonly stream: boolean;
  /** OpenAI only: whether a stream ends with a chunk of usage. */
  readonly includeUsage: boolean;
  /** OpenAI only: whether the client does without random strings in chunks. */
  readonly plainChunks: boolean;
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
  /** Those of the input tokens that came out of a cache. */
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
  /** The first of the output tokens. */
  readonly thinkingTokens: number;
  readonly cut: boolean;
  readonly includeUsage: boolean;
  readonly plainChunks: boolean;
  /** Anthropic only: a request of a batch is served at its own, lower price. */
  readonly serviceTier: 'standard' | 'batch';
  readonly created: Date;
  readonly wire: WirePlan;
  /** Draw number `n` of this reply, uniform in [0, 1). */
  uniform(purpose: 'padding' | 'obfuscation', n: number): number;
}

/** A reply's events. */
export interface MessageStream {
  /** What comes before the first token. */
  start(): Chunk;
  /** The tokens up to number `count`, from 1, that have not been sent yet. */
  tokensUpTo(count: number): Chunk;
  /** What comes after the last one. */
  finish(): Chunk;
}

/** The shape of one provider's API on the wire. */
export interface Api {
  readonly requestIdHeader: string;
  /** Headers that all replies carry alike. */
  readonly headers: Readonly<Record<string, string>>;
  /** Header that names the workspace of the key. */
  readonly workspaceHeader?: string;
  /** Header that tells how many milliseconds the server took. */
  readonly processingHeader?: string;
  /** An event that keeps a stream alive; absent where there is none. */
  readonly ping?: Chunk;
  /** Checks a request. A {@link WireError} has a `status`. */
  read(body: JsonObject, request: Pick<MockRequest, 'path' | 'headers'>): MessageParams | WireError;
  /** A complete body. */
  message(facts: MessageFacts): string;
  stream(facts: MessageFacts): MessageStream;
  /** A page of the models, or the default ones. */
  models(created: Date, ids?: readonly string[]): string;
  model(created: Date, id: string): string;
  limitHeaders(states: readonly LimitState[], wall: Date): Record<string, string>;
  /** Why a request that a page sent is turned away; absent where pages are welcome as they are. */
  pageBarrier?(headers: MockRequest['headers']): WireError | undefined;
  errorBody(error: WireError, requestId: string): string;
  readonly errors: {
    noKey(): WireError;
    wrongKey(): WireError;
    tooLarge(): WireError;
    notFound(method: string, path: string): WireError;
    unknownModel(model: string): WireError;
    notJson(): WireError;
    refused(refusal: Refusal, model: string): WireError;
    /** A status for which there is no better text. */
    ofStatus(status: number): WireError;
  };
}
