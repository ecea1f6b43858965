import type { BatchesPlan } from './batches-plan.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { VariantPlan } from './plan.ts';
import type { Milliseconds } from './units.ts';

/** What a rate limit counts. */
export type RateDimension = 'requests' | 'input_tokens' | 'output_tokens' | 'tokens';

export function countsInput(dimension: RateDimension): boolean {
  return dimension === 'input_tokens' || dimension === 'tokens';
}

export function countsOutput(dimension: RateDimension): boolean {
  return dimension === 'output_tokens' || dimension === 'tokens';
}

/** Everything that can turn a request away with 429. */
export type LimitDimension = RateDimension | 'concurrency' | 'ramp' | 'spend';

/** Whose requests share a limit: everybody's, those of one API key, of one workspace, or of one group of models. */
export const LIMIT_SCOPES = ['all', 'key', 'workspace', 'model'] as const;

export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** One rate limit of the mock server. */
export interface LimitPlan {
  /** What is counted. */
  readonly dimension: RateDimension;
  readonly algorithm: 'token-bucket' | 'fixed-window' | 'sliding-log' | 'sliding-counter';
  /** How many per window. */
  readonly limit: number;
  readonly window: Milliseconds;
  /** Capacity: how many may come at once after a pause. Equals the limit in windows. */
  readonly burst: number;
  /** What is there at the beginning. @default burst */
  readonly startLevel?: number;
  /** @default 'all' */
  readonly scope?: LimitScope;
  /** Only requests of this workspace meet it. @default everybody's */
  readonly workspace?: string;
  /**
   * Output tokens: booked as they are produced, or the request's maximum at once and the rest given
   * back at the end.
   *
   * @default 'actual'
   */
  readonly accounting?: 'actual' | 'reserve';
  /** Whether input that is read from a cache is free. @default true */
  readonly cacheAware?: boolean;
  /** Whether a refused request is counted, too. @default false */
  readonly countRejected?: boolean;
}

/** A cap on requests that were accepted and are not yet answered, waiting ones included. */
export interface ConcurrencyPlan {
  readonly limit: number;
  /** What a refused client is told to wait. */
  readonly retryAfter: Milliseconds;
  /** @default 'all' */
  readonly scope?: LimitScope;
}

/** A limit of growth: a window may hold at most `factor` times what the window before it held. */
export interface RampPlan {
  readonly counts: 'requests' | 'input_tokens';
  readonly factor: number;
  /** What a window may hold in any case. */
  readonly floor: number;
  readonly window: Milliseconds;
}

/** A budget that does not come back. Prices are in USD. */
export interface SpendPlan {
  readonly limitUsd: number;
  readonly requestUsd: number;
  /** Per million tokens. */
  readonly inputUsd: number;
  /** Per million tokens. */
  readonly outputUsd: number;
}

/** Requests that pass the limits wait here for one of the server's slots. */
export interface QueuePlan {
  readonly slots: number;
  /** How many may wait. @default unlimited */
  readonly maxWaiting?: number;
  /** How long one may wait. @default unlimited */
  readonly maxWait?: Milliseconds;
  /** Who is next: the first, the last, or the one with the lowest `x-bench-priority`. */
  readonly discipline: 'fifo' | 'lifo' | 'priority';
  /** What a request is answered that finds no place or waits too long. */
  readonly whenFull: 429 | 503 | 529;
}

/** What a refused client is told about when to come back. */
export type RetryAfterPlan =
  | { readonly rule: 'exact-ceil' | 'ms' | 'date' | 'none' | 'staggered' }
  | { readonly rule: 'fixed'; readonly wait: Milliseconds }
  | { readonly rule: 'factor'; readonly factor: number };

/** The dialect in which a reply tells the state of the limits. */
export type LimitHeaders = 'anthropic' | 'openai' | 'azure' | 'azure-gaps' | 'none';

/** How the mock server speaks. */
export interface WirePlan {
  /** API keys that are accepted; absent = any. */
  readonly keys?: readonly string[];
  /** Models that are known; absent = any. */
  readonly models?: readonly string[];
  /** API keys, by the name of the workspace that they belong to. */
  readonly workspaces?: Readonly<Record<string, readonly string[]>>;
  /** Time between two ping events of a stream; absent = only the first one. */
  readonly pings?: Milliseconds;
  /** Whether events of Anthropic streams have blanks at their end. */
  readonly padding: boolean;
  /** Whether chunks of OpenAI streams hold a random string. */
  readonly obfuscation: boolean;
  /** Bytes of a stream that may wait for a slow client; then it stands still. @default 1 MiB */
  readonly maxBuffered?: number;
  /** What replies are made of. */
  readonly text: 'plain' | 'multibyte';
}

/** How the mock server behaves, as plain data that travels to its process. */
export interface MockPlan {
  readonly seed: number;
  /**
   * Nominal service time of a request that is alone on the server, or the times of its phases.
   * Absent: the load's own.
   */
  readonly latency?: VariantPlan;
  /** How service slows down with the number of requests in service. */
  readonly load: VariantPlan;
  readonly limits: readonly LimitPlan[];
  /** How long a refusal takes: milliseconds or a latency model. */
  readonly rejectLatency: Milliseconds | VariantPlan;
  /** Output tokens of a reply, before the request's own maximum cuts them: a number or a model. */
  readonly outputTokens: number | VariantPlan;
  /** Output tokens that are thinking and come first. @default 0 */
  readonly thinkingTokens?: number | VariantPlan;
  /** Tokens in one event of a stream. @default 1 */
  readonly tokensPerEvent?: number | VariantPlan;
  /** Input tokens that are read from a cache, unless the request says. @default 0 */
  readonly cacheReadTokens?: number;
  readonly concurrency?: ConcurrencyPlan;
  readonly ramp?: RampPlan;
  readonly spend?: SpendPlan;
  readonly queue?: QueuePlan;
  /** @default that of the API that was called */
  readonly headers?: LimitHeaders;
  /** Whether 413, a full queue and faults tell the state of the limits, too. @default false */
  readonly headersOnErrors?: boolean;
  /** @default exact-ceil: whole seconds, never too few */
  readonly retryAfter?: RetryAfterPlan;
  readonly wire: WirePlan;
  /** The first that hits a request decides. */
  readonly faults: readonly FaultPlan[];
  readonly batches: BatchesPlan;
}
