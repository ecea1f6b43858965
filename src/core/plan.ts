import type { MockPlan } from './mock-plan.ts';
import type { PricePlan } from './price.ts';
import type { ThresholdRule } from './threshold.ts';
import type { Milliseconds } from './units.ts';

/** Plain data: what JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A variant chosen from a registry, with its options filled in. */
export interface VariantPlan {
  readonly kind: string;
  readonly options: { readonly [option: string]: Json };
}

/** One strategy of the comparison, under the name that the user gave it. */
export interface StrategyPlan extends VariantPlan {
  /** The user's name for it. */
  readonly name: string;
  /** Instead of the scenario's; absent: the scenario's. */
  readonly retry?: RetryPlan;
  /** Instead of the scenario's; absent: the scenario's. */
  readonly timeouts?: TimeoutPlan;
}

/** How a failed attempt is followed by another. */
export interface RetryPlan {
  /** Attempts after the first; 0 = never retry. */
  readonly maxRetries: number;
  /** Delay before the first retry, before jitter. */
  readonly base: Milliseconds;
  /** What each further delay is multiplied by. */
  readonly factor: number;
  /** Longest back-off, before a server's hint is added. */
  readonly cap: Milliseconds;
  readonly jitter: string;
  readonly retryAfter: string;
  /** A server's hint above this ends the item as failed instead of being obeyed. */
  readonly maxRetryAfter: Milliseconds;
  /** `base` after a refusal by a rate limit; absent: the same. */
  readonly rateLimitedBase?: Milliseconds;
  /** Limit on all retries of a run together; absent: none. */
  readonly budget?: string;
  /** Failures that cost the budget nothing; absent: `rate-limited`, those with a Retry-After. */
  readonly exempt?: string;
  /** Answers that are asked for again; absent: none. */
  readonly retryOn?: string;
  /** No retry begins later than this after the item's first attempt; absent: any time. */
  readonly maxElapsed?: Milliseconds;
  /** Policies stacked on each other: this one outside, those of official SDKs within; absent: this one alone. */
  readonly layers?: number;
}

/** Deadlines of one attempt; an absent one never fires. Each ends in an outcome of its own. */
export interface TimeoutPlan {
  /** Until a socket is ready. */
  readonly connect?: Milliseconds;
  /** From the send until the reply's head is complete. */
  readonly headers?: Milliseconds;
  /** From the send until the first non-empty piece of the answer; streams only. */
  readonly firstToken?: Milliseconds;
  /** Between two arrivals of bytes, once the head is complete. */
  readonly idle?: Milliseconds;
  /** From the send until the end of the reply. */
  readonly total?: Milliseconds;
}

/** What an item can be held to. Of an attempt it is the one that answered. */
export const SLO_METRICS = [
  'latency',
  'call',
  'service',
  'queue',
  'ttfb',
  'ttft',
  'ttft_response',
  'ttfo',
  'inter_token_latency',
  'longest_stall',
] as const;

export type SloMetric = (typeof SLO_METRICS)[number];

/** What an item must keep to count towards goodput: at most so long, the limit included. */
export type SloPlan = { readonly [K in SloMetric]?: Milliseconds };

/** API shapes that a target may speak. */
export type ApiKind = 'anthropic' | 'openai';

/** What is asked, and through which client. */
export interface TargetPlan {
  /** `mock`: the mock server, started by the run. `api`: a server that is there already. */
  readonly kind: 'mock' | 'api';
  readonly api: ApiKind;
  readonly model: string;
  /** Whether replies are asked for as server-sent events. */
  readonly stream: boolean;
  /** `http`: own requests over undici. `sdk`: the provider's official SDK. */
  readonly client: 'http' | 'sdk';
  /** A new connection for every attempt: the anti-pattern, to see what it costs. */
  readonly freshClient: boolean;
  /** Where the API is; absent for the mock, which gets a free port. */
  readonly baseUrl?: string;
  /** Environment variable that holds the API key; absent when no key is needed. */
  readonly keyVariable?: string;
  /** Its requests cost money, so that somebody has to agree first. */
  readonly billed?: true;
  /** How the mock behaves; only with kind `mock`. */
  readonly mock?: MockPlan;
}

/** What the items are. The rows or prompts themselves stay with the scenario. */
export interface WorkloadPlan {
  readonly kind: 'count' | 'list' | 'jsonl' | 'csv' | 'synthetic';
  /** Number of items where it is known before reading them. */
  readonly count?: number;
  readonly maxTokens: number;
  /** The file that rows come from. */
  readonly path?: string;
}

/** What becomes of an item that is due while too many already wait for the strategy. */
export interface OverflowPlan {
  /** `drop`: it is never sent and counts as dropped. `fail`: the run ends. */
  readonly policy: 'drop' | 'fail';
  /** Most items that are due and not yet pulled; 0 = each must be pulled the moment it is due. */
  readonly waiting: number;
  /** Whether a run with dropped items is a result all the same. */
  readonly allowed: boolean;
}

/** A scenario, checked and filled in. Everything that a run needs except the user's own functions. */
export interface Plan {
  readonly scenario: string;
  /** The question that the scenario answers, in one sentence. */
  readonly question?: string;
  /** The first of `seeds`. */
  readonly seed: number;
  /** One round each: every strategy meets the same latencies and faults in the same round. */
  readonly seeds: readonly number[];
  readonly clock: 'real' | 'virtual';
  readonly target: TargetPlan;
  readonly workload: WorkloadPlan;
  /** When items become due; absent when all of them are at the start. */
  readonly load?: VariantPlan;
  /** Items at the workload's beginning that each round runs first and does not measure; absent: none. */
  readonly warmUp?: number;
  /** When a round takes up no further item; absent: never. */
  readonly maxDuration?: Milliseconds;
  /** How long, after the last arrival or `maxDuration`, items may still end before they are cut off; absent: for ever. */
  readonly drainTimeout?: Milliseconds;
  /** What bounds the items that wait for the strategy; absent: nothing. */
  readonly overflow?: OverflowPlan;
  readonly retry: RetryPlan;
  readonly timeouts: TimeoutPlan;
  /** What counts towards goodput; absent: no goodput. */
  readonly slo?: SloPlan;
  /** What the target's model costs; absent where that is not known. */
  readonly price?: PricePlan;
  /** What the whole run may cost, in US dollars; absent: anything. */
  readonly maxCostUsd?: number;
  /** Whether an item is a task of several calls; absent: one question. */
  readonly task?: boolean;
  /** What answers must be like; absent: anything. */
  readonly expect?: VariantPlan;
  /** In the scenario's order. */
  readonly strategies: readonly StrategyPlan[];
  /** What the run must keep; absent: nothing. */
  readonly thresholds?: readonly ThresholdRule[];
}
