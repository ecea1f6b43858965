import type { Tuning, TuningCandidate } from '../../src/core/tuning.ts';
import { aRun } from './a-run.ts';

const point = (value: number, perSecond: number, state: 'feasible' | 'infeasible') => ({
  ...{
    value,
    items: 5_000,
    throughput_per_s: perSecond,
    call_p95_ms: 4_000 + value,
    rate_limited: 0,
  },
  state,
});

/** A search for the size of a pool that found 38. */
export function aTuning(overrides: Partial<Tuning> = {}): Tuning {
  return { ...SEARCH, ...overrides };
}

const SEARCH: Tuning = {
  schemaVersion: 1,
  kind: 'tuning',
  scenario: 'how-many',
  started_at: '2026-01-31T12:00:00.000Z',
  clock: 'virtual',
  seed: 1,
  environment: aRun().environment,
  strategy: { name: 'pool', kind: 'semaphore' },
  vary: [{ path: 'pool.size', values: { from: 1, to: 256 } }],
  constraints: [{ expr: 'call p95 < 8s', metric: 'call', allowed: 0.05, limit_ms: 8_000 }],
  recommendation: {
    value: 38,
    throughput_per_s: 16.6,
    call_p95_ms: 4_590,
    interval: { from: 37, to: 38 },
    code: [{ label: 'p-limit', code: 'pLimit(38)' }],
  },
  tied: { from: 37, to: 38 },
  largest_feasible: 38,
  first_failing: {
    value: 39,
    expr: 'rate_limited rate < 2%',
    share: 0.041,
    allowed: 0.02,
    state: 'infeasible',
  },
  boundary: 'cliff',
  lost_below: { value: 27, share: 0.28 },
  undecided: [],
  probes: [],
  curve: [point(27, 12, 'feasible'), point(38, 16.6, 'feasible'), point(39, 16.7, 'infeasible')],
  little: { limit_per_s: 16.7, from: 'limits', call_mean_ms: 2_280, size: 38 },
  confirmations: [
    {
      value: 38,
      items: 300,
      predicted_per_s: 16.6,
      measured_per_s: 15,
      state: 'feasible',
      verdict: 'slower',
    },
  ],
  notices: [],
};

const candidate = (
  size: number,
  maxRetries: number,
  goodput_per_s: number,
  rest: Partial<TuningCandidate> = {},
): TuningCandidate => ({
  ...{ strategy: 'pool', success: 1, call_p95_ms: 4_000 + size, amplification: 1 },
  ...{ state: 'feasible', pareto: false },
  values: { 'pool.size': size, 'retry.maxRetries': maxRetries },
  goodput_per_s,
  ...rest,
});

/** A search over two options: three sizes by two numbers of retries, of which one was not tried. */
export function aCombinedTuning(): Tuning {
  const { recommendation, tied, largest_feasible, first_failing, boundary, ...rest } = SEARCH;
  const { lost_below, little, confirmations, ...described } = rest;
  return {
    ...described,
    vary: [
      { path: 'pool.size', values: [8, 16, 32] },
      { path: 'retry.maxRetries', values: [0, 4] },
    ],
    curve: [],
    candidates: [
      candidate(32, 4, 16.8, { pareto: true, amplification: 1.08 }),
      candidate(16, 4, 7.1, { pareto: true }),
      candidate(8, 4, 3.5),
      candidate(8, 0, 3.4, { state: 'undecided', success: 0.995 }),
      candidate(32, 0, 17.7, { state: 'infeasible', success: 0.21, pareto: true }),
    ],
  };
}
