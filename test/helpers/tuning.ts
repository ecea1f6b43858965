import { createMock } from '../../mock-server/core/mock.ts';
import { createDirectClient } from '../../mock-server/direct-client.ts';
import { boundsOf, callLimits, isClear, stateOf } from '../../src/analyze/tune/judge-probe.ts';
import { pickPoint } from '../../src/analyze/tune/pick.ts';
import { poolProbes } from '../../src/analyze/tune/pool.ts';
import type { Prober } from '../../src/analyze/tune/search.ts';
import { judgedOf, searchBest } from '../../src/analyze/tune/search.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { createRng } from '../../src/core/rng.ts';
import type { ProbeSample, TuningConstraint } from '../../src/core/tuning.ts';
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
function proberOf({ plan, constraints }: ReferenceServer, most = 20_000): Prober {
  return ({ value, seed, items, early, doubles, callMean }) =>
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
          firstLook: early ? items / 8 : items,
          most: doubles ? most : items,
          ramp: 1.5 * callMean,
          width: value,
          limits: callLimits(constraints),
          isUndecided: (counts) => stateOf(boundsOf(counts, constraints)) === 'undecided',
          isClear: (counts) => isClear(counts, constraints, plan.limits.length > 0 ? items : 0),
        },
      ),
    );
}

/** A whole search, as `bench tune` makes it, and its pick. */
export async function searchServer(server: ReferenceServer, seed: number) {
  const { constraints, firstGuess } = server;
  const probes = await searchBest({
    ...{ constraints, firstGuess, seed },
    ...{ from: 1, to: 256, items: 5_000, sweepItems: 1_000 },
    probe: proberOf(server),
    enough: () => false,
  });
  return { probes, pick: pickPoint(poolProbes(judgedOf(probes)))?.value };
}

/**
 * What 20,000 items at a size say, and which constraints they break.
 *
 * @param seeds with each of which so many are sent. The share of 429s at the edge of a rate limit differs by a tenth between seeds.
 */
export async function truthAt(server: ReferenceServer, value: number, seeds = 1) {
  const samples: ProbeSample[] = [];
  for (let seed = 5_000; seed < 5_000 + seeds; seed++) {
    const order = { value, seed, items: 20_000, early: false, doubles: false, callMean: 2_300 };
    samples.push(await proberOf(server)(order));
  }
  const mean = (of: (sample: ProbeSample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const broken = server.constraints.filter(
    ({ allowed }, index) =>
      mean((sample) => {
        const { events = 0, of = 1 } = boundsOf(sample, server.constraints)[index] ?? {};
        return events / of;
      }) > allowed,
  );
  return { perSecond: mean(({ perSecond }) => perSecond), broken: broken.map(({ expr }) => expr) };
}
