import { expect } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';

const MOST_RUNS = 5;

/**
 * Measures durations. Whatever else a machine does only adds to them: when a duration is not what is expected, it
 * measures again, up to five times, and takes the shortest of each.
 *
 * @param tolerance as a share of the expected duration
 */
export async function steady(
  expected: readonly number[],
  tolerance: number,
  measure: () => Promise<readonly number[]>,
): Promise<readonly number[]> {
  let shortest: readonly number[] = expected.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < MOST_RUNS; run++) {
    const measured = await measure();
    shortest = shortest.map((best, i) => Math.min(best, measured[i] ?? best));
    if (deviations(shortest, expected).every((off) => Math.abs(off) <= tolerance)) break;
  }
  return shortest;
}

/**
 * Most that is left out of a wave: two busy cores take 9 ms of a call when 44 are sent at once. A client that takes more is slow, and
 * that it says so itself is no excuse.
 */
const MOST_LATE = 10;

/**
 * Makespans less what network, harness and the mock's timers take of each wave of calls: the run reports their medians, and on a
 * machine that is busy or slow to wake they are a few milliseconds.
 */
export function netMakespans({ strategies, health = [] }: RunResult): number[] {
  return strategies.map(({ name, options, metrics }) => {
    const waves = metrics.counts.scheduled / (typeof options.size === 'number' ? options.size : 1);
    const { mock } = health.find(({ strategy }) => strategy === name) ?? {};
    const late = (metrics.server?.overhead_p50_ms ?? 0) + (mock?.late_p50_ms ?? 0);
    return metrics.makespan_ms - waves * Math.min(late, MOST_LATE);
  });
}

/** How far each value is from what is expected, as a share of it. */
export function deviations(values: readonly number[], expected: readonly number[]): number[] {
  return expected.map((due, i) => (values[i] ?? Number.NaN) / due - 1);
}

/** Matches a deviation of at most a share, to either side. */
export function within(share: number) {
  return expect.toSatisfy((deviation: number) => Math.abs(deviation) <= share, `± ${share}`);
}
