import type { LimitDimension } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Ask, LimitState } from '../limits/gate.ts';
import type { Identity } from './identify.ts';
import type { Connection } from './sink.ts';

/** A request that is understood: what matters of it, whatever API it came through. */
export interface Call extends Identity, Ask {
  /** Whether the reply is wanted as it is produced. */
  readonly stream: boolean;
  /** The lowest is served first, where the queue goes by priority. @default 0 */
  readonly priority?: number;
  /** The socket that it came through. */
  readonly connection?: Connection | undefined;
  /** When its head arrived, if that was before its body. */
  readonly headAt?: Milliseconds | undefined;
}

/** A call that passed the limits. */
export interface Admission {
  readonly seq: number;
  readonly arrivedAt: Milliseconds;
  readonly admittedAt: Milliseconds;
  /** When its service began: it may have waited for a slot. */
  readonly startedAt: Milliseconds;
  /** Nominal service time. */
  readonly demand: Milliseconds;
  /** Nominal time from the start of service to the first token. */
  readonly ttft: Milliseconds;
  /** Earlier attempts of the item that passed the limits: keys the draws of service. */
  readonly admittedAttempt: number;
  /** The limits just after this call was booked. */
  readonly limits: readonly LimitState[];
  readonly inputTokens: number;
  /** Those of the input tokens that came out of a cache. */
  readonly cacheReadTokens: number;
  /** Tokens that the reply will have. */
  readonly outputTokens: number;
  /** The first of them, which are thought and not said. */
  readonly thinkingTokens: number;
  /** Whether the call's maximum cuts the reply short. */
  readonly cut: boolean;
  /** A fault is at work on the reply: the truth will name it instead of `ok`. */
  spoil(fault: string): void;
  /**
   * A fault ends service here: frees all that the request holds; its reply hears nothing more.
   * Harmless after the end.
   */
  breakOff(): void;
}

/** A call that was turned away. */
export interface Refusal {
  readonly seq: number;
  readonly arrivedAt: Milliseconds;
  readonly status: 429 | 503 | 529;
  /** What refused: a limit, or the queue before the slots. */
  readonly reason: LimitDimension | 'queue';
  /** The rate limit that refused, if one did; it is one of `limits`. */
  readonly limited?: LimitState;
  /** How much of that limit the call asked for. */
  readonly requested: number;
  /** How long it had waited for a slot. */
  readonly queued: Milliseconds;
  /** How long until it makes sense to come back; Infinity = never. */
  readonly wait: Milliseconds;
  /** What the client is told about that, which may be a lie or nothing. */
  readonly told?: Milliseconds;
  readonly limits: readonly LimitState[];
}

/**
 * Takes the reply to a call as it comes into being: either `refused`, or `head`, tokens and `end`.
 * No bytes yet.
 */
export interface Reply {
  refused(refusal: Refusal): void;
  /** Service begins. */
  head(admission: Admission): void;
  /** Streams only: the tokens up to number `count`, from 1, exist now and leave as one event. */
  token(count: number): void;
  /** The reply is complete. */
  end(): void;
}

/** A request that the server works on. */
export interface Exchange {
  /**
   * The client went away: frees all that the request holds; its reply hears nothing more. Harmless
   * after the end.
   */
  abort(): void;
}
