import { createMock } from '../../mock-server/core/mock.ts';
import { createDirectClient } from '../../mock-server/direct-client.ts';
import { boundsOf, callLimits, stateOf } from '../../src/analyze/tune/judge-probe.ts';
import type { Prober } from '../../src/analyze/tune/search.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { createRng } from '../../src/core/rng.ts';
import type { TuningConstraint } from '../../src/core/tuning.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { runProbe } from '../../src/runner/probe/run-probe.ts';
import { aMockPlan, rpm } from './mock-plan.ts';
import { anItem, NO_RETRY } from './strategy-run.ts';
import { onVirtualClock } from './virtual.ts';

/** Retries as the reference servers are met: up to four, a hint obeyed, with jitter. */
const RETRY = { ...NO_RETRY, maxRetries: 4, jitter: 'full', retryAfter: 'floor+jitter' };

/** A server with what is asked of it, and the sizes that are right. */
export interface ReferenceServer {
  readonly plan: MockPlan;
  readonly constraints: readonly TuningConstraint[];
  /** A guess from limits. */
  readonly firstGuess: (callMean: number) => number;
  readonly picks: readonly [from: number, to: number];
  readonly largest: number;
}

const late = (percent: number, limit_ms: number): TuningConstraint => ({
  expr: `call p${100 - percent} < ${limit_ms / 1_000}s`,
  metric: 'call',
  allowed: percent / 100,
  limit_ms,
});
const share = (metric: 'errors' | 'rate_limited', percent: number): TuningConstraint => ({
  expr: `${metric} rate < ${percent}%`,
  metric,
  allowed: percent / 100,
});

const lognormal = (median: number) => ({ kind: 'lognormal', options: { median, sigma: 0.5 } });

/** Managed, self-hosted, retrograde. */
export const REFERENCE_SERVERS: Readonly<Record<'M' | 'S' | 'R', ReferenceServer>> = {
  M: {
    plan: aMockPlan({
      latency: lognormal(2_000),
      limits: [rpm(1_000, 20)],
      concurrency: { limit: 60, retryAfter: 1_000 },
      faults: [
        { id: 'overloaded', kind: 'status', options: { status: 529 }, when: { rate: 0.005 } },
      ],
    }),
    constraints: [late(5, 8_000), share('errors', 1), share('rate_limited', 2)],
    firstGuess: (callMean) => Math.min(60, (1_000 / 60_000) * callMean),
    picks: [36, 38],
    largest: 38,
  },
  S: {
    plan: aMockPlan({
      latency: lognormal(2_000),
      load: { kind: 'linear', options: { alpha: 0.02, sampling: 'arrival' } },
      queue: { slots: 32, discipline: 'fifo', whenFull: 529 },
    }),
    constraints: [late(5, 7_000), share('errors', 1)],
    firstGuess: () => 8,
    picks: [24, 28],
    largest: 28,
  },
  R: {
    plan: aMockPlan({
      latency: lognormal(1_000),
      load: { kind: 'linear', options: { alpha: 0.04, sampling: 'arrival' } },
    }),
    constraints: [late(5, 6_000), share('errors', 1)],
    firstGuess: () => 8,
    picks: [37, 42],
    largest: 42,
  },
};

const ITEMS = [anItem(0)];

/** Probes a server in virtual time with `value` workers. */
export function proberOf({ plan, constraints }: ReferenceServer, most = 20_000): Prober {
  return ({ value, seed, items, callMean }) =>
    onVirtualClock(async (clock) =>
      runProbe(
        {
          clock,
          rng: createRng(seed),
          client: createDirectClient(createMock({ ...plan, seed }, { clock, rows: 0 }), {
            api: 'anthropic',
            stream: false,
          }),
          retry: RETRY,
          timeouts: {},
          streaming: false,
          strategy: workers.create({ size: value }),
          items: ITEMS,
          signal: new AbortController().signal,
        },
        {
          warmUp: 2 * value,
          items,
          most,
          ramp: 1.5 * callMean,
          width: value,
          limits: callLimits(constraints),
          isUndecided: (counts) => stateOf(boundsOf(counts, constraints)) === 'undecided',
        },
      ),
    );
}
