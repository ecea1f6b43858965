import type { LimitDimension, LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';

/** What a request asks of the limits. */
export interface Ask {
  /** API key of the client. @default '' */
  readonly key?: string;
  /** That the key belongs to. @default none */
  readonly workspace?: string | undefined;
  /** @default '' */
  readonly model?: string;
  readonly inputTokens: number;
  /** Input tokens as they are estimated before the request is read. @default inputTokens */
  readonly estimatedInputTokens?: number;
  /** Those of the input tokens that come out of a cache. @default 0 */
  readonly cacheReadTokens?: number;
  /** Most output tokens that the client takes; Infinity = it did not say. */
  readonly maxTokens: number;
}

/** What a request has used when it is over. */
export interface Usage {
  readonly outputTokens: number;
  /** Those of them that were booked as they came into being. */
  readonly producedTokens: number;
  readonly admittedAt: Milliseconds;
}

/** A rate limit at one instant. */
export interface LimitState {
  readonly limit: LimitPlan;
  /** Its place among all rate limits of the server, in the order in which they refuse. */
  readonly place: number;
  /** The key, workspace or group of models that shares it; empty for everybody. */
  readonly owner: string;
  /** Whole tokens; below 0 while there is a debt. */
  readonly level: number;
  /** Whole tokens that are left, at least 0. */
  readonly remaining: number;
  /** When the state was taken, on the clock's scale. */
  readonly at: Milliseconds;
  readonly untilFull: Milliseconds;
}

/** One limit. A request asks all gates before it passes any. */
export interface Gate {
  readonly dimension: LimitDimension;
  /** Of rate limits. */
  readonly limit?: LimitPlan;
  /** How long until the request may pass; 0 = now, Infinity = never. Takes nothing. */
  wait(ask: Ask, now: Milliseconds): Milliseconds;
  /** How much longer each further client has to wait that was refused in a row. */
  spacing(ask: Ask): Milliseconds;
  pass(ask: Ask, now: Milliseconds): void;
  /** The request was refused, by this limit or another. */
  refuse?(now: Milliseconds): void;
  /** Output tokens came into being. */
  produce?(tokens: number, now: Milliseconds): void;
  /** A request that had passed is over. */
  settle(ask: Ask, usage: Usage, now: Milliseconds): void;
  /** Only rate limits tell their state in headers. */
  state?(now: Milliseconds): LimitState;
  /** How much of the limit the request asks for. */
  amount(ask: Ask): number;
}

export function estimatedInput({ inputTokens, estimatedInputTokens = inputTokens }: Ask): number {
  return estimatedInputTokens;
}
