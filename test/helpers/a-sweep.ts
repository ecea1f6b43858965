import type { StrategyResult } from '../../src/core/run-result.ts';
import type { ThresholdResult } from '../../src/core/threshold.ts';
import { aStrategy } from './a-run.ts';

/** Size, throughput per second, p95 of call, rate-limited attempts of 100. */
export const SWEEP = [
  [8, 6.17, 2_290, 0],
  [10, 7.45, 2_270, 0],
  [12, 7.9, 2_800, 12],
  [16, 7.7, 4_330, 32],
  [24, 7.32, 8_340, 50],
] as const;

/** One size of the sweep as a strategy. */
export function aSize([size, perSecond, p95, refused]: (typeof SWEEP)[number]): StrategyResult {
  const shape = aStrategy({ name: `semaphore-${size}`, options: { size }, items: 100 });
  const { metrics } = shape;
  const makespan = 100_000 / perSecond;
  return {
    ...shape,
    rounds: shape.rounds.map((round) => ({
      ...round,
      makespan_ms: makespan,
      throughput_per_s: perSecond,
    })),
    metrics: {
      ...metrics,
      ...(metrics.call && { call: { ...metrics.call, p95_ms: p95 } }),
      attempts: { ...metrics.attempts, 'rate-limited': refused, total: 100 },
    },
  };
}

function threshold(
  expr: string,
  holds: (size: (typeof SWEEP)[number]) => boolean,
): ThresholdResult[] {
  return SWEEP.map((size) => ({
    key: 'call',
    expr,
    strategy: `semaphore-${size[0]}`,
    unit: 'ms',
    verdict: holds(size) ? 'pass' : 'fail',
    severity: 'error',
    marginal: false,
    low_n: false,
  }));
}

export const p95Below4s = threshold('p95 <= 4s', ([, , p95]) => p95 <= 4_000);
export const rateLimitedBelow5Percent = threshold(
  'rate < 5%',
  ([, , , refused]) => refused / 100 < 0.05,
);
