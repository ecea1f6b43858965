import type { FaultPlan } from '../../src/core/fault-plan.ts';
import type { LimitPlan, MockPlan } from '../../src/core/mock-plan.ts';

/** Any key and model, no faults, batches that are done 60 s later at 100 requests a second. */
export const protocol = {
  wire: { padding: false, obfuscation: false, text: 'plain' },
  faults: [],
  batches: {
    delay: 60_000,
    processing: { kind: 'throughput', perSecond: 100 },
    timeScale: 1,
    cancelLatency: 1_000,
    liveCounts: false,
    errored: 0,
    expired: 0,
  },
} as const satisfies Partial<MockPlan>;

/** A plan without limits whose replies take 100 ms and have 4 tokens, changed as a test needs. */
export function aMockPlan(changes: Partial<MockPlan> = {}): MockPlan {
  return {
    seed: 1,
    latency: { kind: 'constant', options: { ms: 100 } },
    load: { kind: 'none', options: {} },
    limits: [],
    rejectLatency: 0,
    outputTokens: 4,
    ...protocol,
    ...changes,
  };
}

/** Requests per minute, with as large a burst unless a test says otherwise. */
export function rpm(limit: number, burst = limit): LimitPlan {
  return { dimension: 'requests', algorithm: 'token-bucket', limit, window: 60_000, burst };
}

/** A fault called `f` that hits every request, with a kind's own defaults left out. */
export function aFault(fault: Partial<FaultPlan> & Pick<FaultPlan, 'kind'>): FaultPlan {
  return { id: 'f', options: {}, when: {}, ...fault };
}
