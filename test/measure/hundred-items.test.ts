import { expect, it } from 'vitest';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { runVirtually } from '../helpers/strategy-run.ts';

/** 100 items of 2 s: everything about them can be worked out by hand. */
function hundred(size: number) {
  const strategy = semaphore.create({ size, scope: 'item' });
  return runVirtually({
    strategy,
    work: 100,
    service: () => 2_000,
    measure: { slots: size },
  });
}

it.each([
  { size: 1, makespan: 200, p50: 100, p90: 180, p99: 198, mean: 101, tail: 10, steady: 0.5 },
  { size: 5, makespan: 40, p50: 20, p90: 36, p99: 40, mean: 21, tail: 2, steady: 2.5 },
  { size: 10, makespan: 20, p50: 10, p90: 18, p99: 20, mean: 11, tail: 0, steady: 5 },
  { size: 100, makespan: 2, p50: 2, p90: 2, p99: 2, mean: 2, tail: 0, steady: undefined },
])('100 items of 2 s through $size slots', async ({ size, ...seconds }) => {
  const { metrics } = await hundred(size);
  const { latency } = metrics;
  expect(metrics.makespan_ms).toBe(seconds.makespan * 1_000);
  expect(metrics.throughput_per_s).toBe(100 / seconds.makespan);
  expect(metrics.throughput_steady_per_s).toBe(seconds.steady);
  expect(metrics.tail_ms).toBe(seconds.tail * 1_000);
  expect(latency?.mean_ms).toBe(seconds.mean * 1_000);
  // Within a bucket of the histogram.
  for (const quantile of ['p50', 'p90', 'p99'] as const) {
    const exact = seconds[quantile] * 1_000;
    expect(latency?.[`${quantile}_ms`]).toBeGreaterThanOrEqual(exact);
    expect(latency?.[`${quantile}_ms`]).toBeLessThanOrEqual(exact * 1.001);
  }
  expect(metrics.little_residual).toBe(0);
  expect(metrics.slots).toEqual({ size, busy_ms: 200_000, backoff_ms: 0, idle_ms: 0 });
  expect(metrics.slot_utilisation).toBe(1);
});
