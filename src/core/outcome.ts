import type { Milliseconds } from './units.ts';

/** Where a deadline of ours ended an attempt. */
export type TimeoutStage = (typeof TIMEOUT_STAGES)[number];

/** In the order in which an attempt passes them. */
export const TIMEOUT_STAGES = ['connect', 'headers', 'first-token', 'idle', 'total'] as const;

/** What became of an attempt or of an item. */
export type OutcomeKind = Outcome['kind'];

/** Tokens as the provider reported them. Absent numbers were not reported, which is not the same as 0. */
export interface Usage {
  /** Input tokens that were neither read from nor written to a cache. */
  readonly inputTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly cacheReadTokens?: number;
  /** Output tokens, reasoning included. */
  readonly outputTokens?: number;
}

/** What every reply may tell, whatever became of it. */
interface ReplyFacts {
  /** HTTP status; absent when no head arrived. A 200 does not mean ok: a stream may fail later. */
  readonly status?: number;
  /** The provider's request id. */
  readonly requestId?: string;
  readonly usage?: Usage;
  /** Headers that tell rate limits (`…-ratelimit-…`, `retry-after…`), names in lower case; absent without any. */
  readonly rateLimit?: Readonly<Record<string, string>>;
}

interface OkOutcome extends ReplyFacts {
  readonly kind: 'ok';
  /** The answer's text; kept only where somebody asked for it. */
  readonly text?: string;
  readonly stopReason?: string;
}

interface FailureFacts extends ReplyFacts {
  /** One line, cut to a bounded length. What a server wrote is quoted data, not our words. */
  readonly message: string;
  /** The provider's own error type: `rate_limit_error`. */
  readonly errorType?: string;
  /** How long the server asked to wait, from `retry-after-ms` or `retry-after`. */
  readonly retryAfter?: Milliseconds;
  /** The server's own word on whether another attempt makes sense (`x-should-retry`). */
  readonly shouldRetry?: boolean;
}

interface FailureOutcome extends FailureFacts {
  readonly kind:
    | 'rate-limited'
    | 'overloaded'
    | 'server-error'
    | 'client-error'
    | 'connection'
    | 'truncated'
    | 'invalid-output'
    | 'cancelled';
}

interface TimeoutOutcome extends FailureFacts {
  readonly kind: 'timeout';
  readonly stage: TimeoutStage;
}

/** What became of one attempt: a value, never an exception. */
export type Outcome = OkOutcome | FailureOutcome | TimeoutOutcome;

/** An outcome other than ok. */
export type Failure = Exclude<Outcome, { kind: 'ok' }>;

/** Every kind, in the order in which reports list them. */
export const OUTCOME_KINDS = [
  'ok',
  'rate-limited',
  'overloaded',
  'server-error',
  'client-error',
  'timeout',
  'connection',
  'truncated',
  'invalid-output',
  'cancelled',
] as const satisfies readonly OutcomeKind[];
