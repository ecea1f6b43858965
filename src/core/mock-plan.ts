import type { VariantPlan } from './plan.ts';
import type { Milliseconds } from './units.ts';

/** One rate limit of the mock server. */
export interface LimitPlan {
  /** What is counted. */
  readonly dimension: 'requests';
  readonly algorithm: 'token-bucket';
  /** How many per window. */
  readonly limit: number;
  readonly window: Milliseconds;
  /** Capacity: how many may come at once after a pause. */
  readonly burst: number;
}

/** How the mock server behaves, as plain data that travels to its process. */
export interface MockPlan {
  readonly seed: number;
  /** Nominal service time of a request that is alone on the server. Absent: the load curve's first point. */
  readonly latency?: VariantPlan;
  /** How service slows down with the number of requests in service. */
  readonly load: VariantPlan;
  readonly limits: readonly LimitPlan[];
  /** How long a refusal takes. */
  readonly rejectLatency: Milliseconds;
  /** Output tokens of a reply, before the request's own maximum cuts them. */
  readonly outputTokens: number;
}
