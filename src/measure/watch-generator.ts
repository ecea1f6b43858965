import { PerformanceObserver } from 'node:perf_hooks';
import type { Clock } from '../core/clock.ts';
import type { GeneratorHealth } from '../core/health.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';
import { probeLoop } from './loop-probe.ts';

/** What the process has used so far. */
export interface ProcessUsage {
  /** User and system, of all its threads. */
  readonly cpu: Milliseconds;
  readonly rssMib: number;
}

export interface WatchedParts {
  readonly clock: Clock;
  usage(): ProcessUsage;
  /** Requests that wait for a socket at this instant. */
  socketWaits(): number;
}

/** Looks between two readings of the memory: reading it takes longer than looking at the clock. */
const RSS_EVERY = 10;

/**
 * Watches the load generator beside a round, 50 times a second: nothing is done per request.
 *
 * @returns stops it and says how the generator fared
 */
export function watchGenerator({ clock, usage, socketWaits }: WatchedParts): () => GeneratorHealth {
  const gc = { total: 0, longest: 0, pauses: 0 };
  const addPauses = (entries: readonly { readonly duration: number }[]) => {
    for (const { duration } of entries) {
      gc.total += duration;
      gc.longest = Math.max(gc.longest, duration);
      gc.pauses++;
    }
  };
  const observer = new PerformanceObserver((list) => addPauses(list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const before = usage();
  let rss = before.rssMib;
  let looks = 0;
  let waits = 0;
  let waiting = 0;
  const stopProbe = probeLoop(clock, () => {
    // At two looks in a row: a socket that is just being replaced is no bottleneck.
    const before = waiting;
    waiting = socketWaits();
    waits = Math.max(waits, Math.min(before, waiting));
    if (++looks % RSS_EVERY === 0) rss = Math.max(rss, usage().rssMib);
  });
  return () => {
    const { wall, blocked, longest } = stopProbe();
    addPauses(observer.takeRecords());
    observer.disconnect();
    const after = usage();
    return {
      wall_ms: roundToMicrosecond(wall),
      cpu_ms: roundToMicrosecond(after.cpu - before.cpu),
      loop_blocked_ms: roundToMicrosecond(blocked),
      loop_max_ms: roundToMicrosecond(longest),
      gc_ms: roundToMicrosecond(gc.total),
      gc_max_ms: roundToMicrosecond(gc.longest),
      gc_pauses: gc.pauses,
      rss_mib: Math.round(Math.max(rss, after.rssMib)),
      socket_waits: waits,
    };
  };
}
