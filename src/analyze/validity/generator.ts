import type { StrategyHealth } from '../../core/health.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import {
  LIMITS,
  lateTail,
  longestOverhead,
  longestStall,
  notedOverhead,
  notedStall,
  notedTail,
} from './limits.ts';
import { milliseconds, percent } from './words.ts';

const LESS_AT_ONCE = 'send less at once, leave the machine to the run, or share it: --workers 2.';

/** Whether the load generator was fit for what it measured; otherwise its own slowness is in the latencies. */
export function clientBound(strategy: StrategyResult, health: StrategyHealth): Notice[] {
  return [...heldUp(strategy, health), ...behindSchedule(strategy, health)].map(([what, hint]) => ({
    code: 'client-bound',
    message: `client-bound: strategy "${strategy.name}": ${what}`,
    hint,
  }));
}

/** What is wrong, and the remedy. */
type Finding = readonly [what: string, hint: string];

function heldUp({ metrics }: StrategyResult, { generator, size }: StrategyHealth): Finding[] {
  const found: Finding[] = [];
  const add = (...finding: Finding) => found.push(finding);
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
  const overhead = metrics.server?.overhead_p50_ms ?? 0;
  if (overhead > longestOverhead(metrics)) {
    add(
      `network and harness took ${milliseconds(overhead)} of a request in the median`,
      LESS_AT_ONCE,
    );
  }
  return found;
}

/** Items of an open load against their schedule. */
function behindSchedule(
  { metrics }: StrategyResult,
  { generator, releases }: StrategyHealth,
): Finding[] {
  const found: Finding[] = [];
  const add = (...finding: Finding) => found.push(finding);
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

/** What moved the slowest values, or all of them by little. */
export function generatorCautions(
  { name, metrics }: StrategyResult,
  { generator }: StrategyHealth,
): Notice[] {
  if (!generator) return [];
  const { wall_ms, gc_ms, gc_max_ms, loop_blocked_ms, loop_max_ms, steal_share = 0 } = generator;
  const collected = gc_ms / wall_ms;
  const blocked = loop_blocked_ms > LIMITS.blockedLeast ? loop_blocked_ms / wall_ms : 0;
  const late = metrics.lag?.p99_ms ?? 0;
  const overhead = metrics.server?.overhead_p50_ms ?? 0;
  const found: Notice[] = [];
  const add = (code: string, message: string, hint: string) => found.push({ code, message, hint });
  if (collected > LIMITS.gcShare) {
    add(
      'garbage-collection',
      `garbage collection took ${percent(collected)} of the time of "${name}", ${milliseconds(gc_max_ms)} at longest`,
      'keep fewer answers in memory, or give Node more: NODE_OPTIONS=--max-semi-space-size=64.',
    );
  }
  if (steal_share > LIMITS.stealShare) {
    add(
      'stolen-time',
      `other machines of the host took ${percent(steal_share)} of the cores while "${name}" ran: its slowest values hold that`,
      'compare versions in turns (bench compare A.ts B.ts), or run on a machine of its own.',
    );
  }
  if (loop_max_ms > notedStall(metrics)) {
    add(
      'loop-stall',
      `the load generator stood still for ${milliseconds(loop_max_ms)} once while "${name}" ran: its slowest values hold that`,
      'leave the machine to the run; medians and throughput stand.',
    );
  }
  if (blocked > LIMITS.notedBlockedShare) {
    add(
      'loop-busy',
      `the event loop of the load generator was not free for ${percent(blocked)} of the time of "${name}"`,
      LESS_AT_ONCE,
    );
  }
  if (late > notedTail(metrics)) {
    add(
      'late-items',
      `one in a hundred items of "${name}" was noticed ${milliseconds(late)} late: the slowest values hold that`,
      'plan fewer arrivals a second, or share them: --workers 2.',
    );
  }
  if (overhead > notedOverhead(metrics)) {
    add(
      'overhead',
      `network and harness took ${milliseconds(overhead)} of a request of "${name}" in the median`,
      LESS_AT_ONCE,
    );
  }
  return found;
}
