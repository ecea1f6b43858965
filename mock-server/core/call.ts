import type { Milliseconds } from '../../src/core/units.ts';
import type { LimitState } from '../limits/limiter.ts';
import type { Identity } from './identify.ts';

/** A request that is understood: what matters of it, whatever API it came through. */
export interface Call extends Identity {
  /** Whether the reply is wanted as it is produced. */
  readonly stream: boolean;
  readonly inputTokens: number;
  /** Most output tokens that the client takes; Infinity = it did not say. */
  readonly maxTokens: number;
}

/** A call that passed the limits. */
export interface Admission {
  readonly seq: number;
  readonly arrivedAt: Milliseconds;
  readonly admittedAt: Milliseconds;
  /** Nominal service time. */
  readonly demand: Milliseconds;
  /** The limits just after this call was booked. */
  readonly limits: readonly LimitState[];
  readonly inputTokens: number;
  /** Tokens that the reply will have. */
  readonly outputTokens: number;
  /** Whether the call's maximum cuts the reply short. */
  readonly cut: boolean;
}

/** A call that was turned away. */
export interface Refusal {
  readonly seq: number;
  readonly arrivedAt: Milliseconds;
  readonly status: 429;
  /** The limit that refused; it is one of `limits`. */
  readonly limited: LimitState;
  /** How long until it makes sense to come back. */
  readonly wait: Milliseconds;
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
  /** Streams only: token number `count`, from 1, exists now. */
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
