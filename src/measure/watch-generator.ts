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

/** What the cores of the machine have done since it started, in ticks of its kernel. */
export interface MachineTime {
  readonly total: number;
  /** What a hypervisor gave to other machines. */
  readonly stolen: number;
}

export interface WatchedParts {
  readonly clock: Clock;
  usage(): ProcessUsage;
  /** Of the machine: `undefined` where its system does not tell. */
  machineTime?(): MachineTime | undefined;
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
export function watchGenerator({
  clock,
  usage,
  machineTime,
  socketWaits,
}: WatchedParts): () => GeneratorHealth {
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
  const machine = machineTime?.();
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
    const stolen = stolenShare(machine, machineTime?.());
    return {
      wall_ms: roundToMicrosecond(wall),
      cpu_ms: roundToMicrosecond(after.cpu - before.cpu),
      loop_blocked_ms: roundToMicrosecond(blocked),
      loop_max_ms: roundToMicrosecond(longest),
      gc_ms: roundToMicrosecond(gc.total),
      gc_max_ms: roundToMicrosecond(gc.longest),
      gc_pauses: gc.pauses,
      rss_mib: Math.round(Math.max(rss, after.rssMib)),
      ...(stolen !== undefined && { steal_share: stolen }),
      socket_waits: waits,
    };
  };
}

/** Of less than a tick nothing is known. */
function stolenShare(
  before: MachineTime | undefined,
  after: MachineTime | undefined,
): number | undefined {
  if (!before || !after || after.total <= before.total) return undefined;
  return (after.stolen - before.stolen) / (after.total - before.total);
}
