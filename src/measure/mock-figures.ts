import type { LimitPlan, MockPlan, RateDimension } from '../core/mock-plan.ts';
import type { Metrics } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import { recoveryOf } from './recovery.ts';

const MINUTE: Milliseconds = 60_000;

/** The tightest limit of requests; `undefined` when there is none. */
export function requestsPerMinute(mock: MockPlan | undefined): number | undefined {
  const limits = limitsOf(mock, 'requests').map(({ limit, window }) => (limit * MINUTE) / window);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** Figures of a round that follow from what is known of the server: how far its quotas were used, and its outages. */
export function mockFigures(metrics: Metrics, mock: MockPlan | undefined): Partial<Metrics> {
  if (!mock) return {};
  const { attempts, tokens, timeline } = metrics;
  const passed = attempts.total - attempts['rate-limited'];
  const uncached = tokens.input - (tokens.cache_read ?? 0);
  const of = (dimension: RateDimension, used: (limit: LimitPlan) => number) =>
    utilisation(limitsOf(mock, dimension), metrics.makespan_ms, used);
  const inputOf = ({ cacheAware = true }: LimitPlan) => (cacheAware ? uncached : tokens.input);
  const figures = {
    quota_utilisation: of('requests', () => passed),
    input_quota_utilisation: of('input_tokens', inputOf),
    output_quota_utilisation: of('output_tokens', () => tokens.output),
    token_quota_utilisation: of('tokens', (limit) => inputOf(limit) + tokens.output),
    recovery_ms: recoveryOf(timeline, mock.faults),
  };
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
}

/** Those that every request meets. */
function limitsOf(mock: MockPlan | undefined, dimension: RateDimension): LimitPlan[] {
  return (mock?.limits ?? []).filter(
    (limit) => limit.dimension === dimension && limit.workspace === undefined,
  );
}

/** Of the limit that was used most: what passed, by what would have passed. */
function utilisation(
  limits: readonly LimitPlan[],
  makespan: Milliseconds,
  used: (limit: LimitPlan) => number,
): number | undefined {
  if (limits.length === 0 || makespan === 0) return undefined;
  const shares = limits.map((plan) => {
    const { limit, window, burst, startLevel = burst } = plan;
    return used(plan) / (startLevel + (limit / window) * makespan);
  });
  return Math.max(...shares);
}
