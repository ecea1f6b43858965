import type { StrategyHealth } from '../../core/health.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import { LIMITS, lateTail, longestStall, notedStall } from './limits.ts';
import { milliseconds, percent } from './words.ts';

/** Whether the load generator was fit for what it measured; otherwise its own slowness is in the latencies. */
export function clientBound({ name, metrics }: StrategyResult, health: StrategyHealth): Notice[] {
  const { generator, releases, size } = health;
  const found: Notice[] = [];
  const add = (what: string, hint: string) =>
    found.push({
      code: 'client-bound',
      message: `client-bound: strategy "${name}": ${what}`,
      hint,
    });
  if (generator) {
    const { wall_ms, loop_blocked_ms, loop_max_ms, socket_waits } = generator;
    const share = loop_blocked_ms / wall_ms;
    const much = loop_blocked_ms > LIMITS.blockedLeast && share > LIMITS.blockedShare;
    if (much || loop_max_ms > longestStall(metrics)) {
      add(
        `the event loop was blocked for ${percent(share)} of the time, ${milliseconds(loop_max_ms)} at longest, and that was measured as latency`,
        'take blocking calls (…Sync, long loops, parsing) out of the loop, leave the machine to the run, or share it: --workers 2.',
      );
    }
    if (socket_waits > 0 && metrics.in_flight.peak <= (size ?? Number.POSITIVE_INFINITY)) {
      add(
        `pool: ${socket_waits} requests waited for a socket, and that was measured as latency`,
        'raise the connections of its transport to its size, or measure a smaller size.',
      );
    }
  }
  const { lag } = metrics;
  if (generator && lag && (lag.p50_ms > LIMITS.lagMedian || lag.p99_ms > lateTail(metrics))) {
    add(
      `items were noticed late: ${milliseconds(lag.p50_ms)} in the median, ${milliseconds(lag.p99_ms)} at p99`,
      'plan fewer arrivals a second, or share them: --workers 2.',
    );
  }
  if (releases && releases.released < LIMITS.releasedShare * releases.planned) {
    add(
      `${releases.released} of ${releases.planned} items were noticed before the load ended: the planned rate was not achieved`,
      'plan fewer arrivals a second, or share them: --workers 2.',
    );
  }
  return found;
}

/** What moved the slowest values and nothing else. */
export function generatorCautions(
  { name, metrics }: StrategyResult,
  { generator }: StrategyHealth,
): Notice[] {
  if (!generator) return [];
  const { wall_ms, gc_ms, gc_max_ms, loop_max_ms, steal_share = 0 } = generator;
  const share = gc_ms / wall_ms;
  return [
    ...(share > LIMITS.gcShare
      ? [
          {
            code: 'garbage-collection',
            message: `garbage collection took ${percent(share)} of the time of "${name}", ${milliseconds(gc_max_ms)} at longest`,
            hint: 'keep fewer answers in memory, or give Node more: NODE_OPTIONS=--max-semi-space-size=64.',
          },
        ]
      : []),
    ...(steal_share > LIMITS.stealShare
      ? [
          {
            code: 'stolen-time',
            message: `other machines of the host took ${percent(steal_share)} of the cores while "${name}" ran: its slowest values hold that`,
            hint: 'compare versions in turns (bench compare A.ts B.ts), or run on a machine of its own.',
          },
        ]
      : []),
    ...(loop_max_ms > notedStall(metrics) && loop_max_ms <= longestStall(metrics)
      ? [
          {
            code: 'loop-stall',
            message: `the load generator stood still for ${milliseconds(loop_max_ms)} once while "${name}" ran: its slowest values hold that`,
            hint: 'leave the machine to the run; medians and throughput stand.',
          },
        ]
      : []),
  ];
}
