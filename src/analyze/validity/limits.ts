import type { Metrics } from '../../core/run-result.ts';
import type { Milliseconds } from '../../core/units.ts';

/**
 * Beyond these figures of the generator or the mock server are no result. They look for what lasts (medians, shares of the
 * time) and for single stalls that no latency of the run can hide. On 2 cores with ten processes that want them, a loop with
 * nothing to do was late for 2 to 9 % of the time and by 176 ms once, and a mock's median reply by 7 ms (measured): what a
 * quiet machine never shows (`noted`) is a caution there, because it moves the slowest values and little else.
 */
export const LIMITS = {
  /** Half of the items of an open load noticed later than that. */
  lagMedian: 10,
  /** Share of the time in which the loop was not free, and least time of it. */
  blockedShare: 0.2,
  notedBlockedShare: 0.05,
  blockedLeast: 100,
  /** Items of an open load that were noticed in time, of those that were planned. */
  releasedShare: 0.99,
  /** Share of the time that garbage collection took. */
  gcShare: 0.05,
  /** Share of the cores' time that a hypervisor gave to other machines. */
  stealShare: 0.05,
} as const;

/** One stall: more than this makes the figures none. */
export function longestStall(metrics: Metrics): Milliseconds {
  return Math.max(500, 0.25 * serviceOf(metrics));
}

/** One stall: more than this is worth a caution. */
export function notedStall(metrics: Metrics): Milliseconds {
  return Math.max(100, 0.1 * serviceOf(metrics));
}

/** Items of an open load noticed late, at the 99th percentile. */
export function lateTail(metrics: Metrics): Milliseconds {
  return Math.max(100, 0.05 * serviceOf(metrics));
}

/** Items noticed late, or replies of the mock server that left late, at the 99th percentile: worth a caution. */
export function notedTail(metrics: Metrics): Milliseconds {
  return Math.max(10, 0.05 * serviceOf(metrics));
}

/** Replies of the mock server that left late, in the median. */
export function lateReply(metrics: Metrics): Milliseconds {
  return Math.max(10, 0.1 * serviceOf(metrics));
}

/** What network and harness add to a request in the median: more makes the figures none. */
export function longestOverhead(metrics: Metrics): Milliseconds {
  return Math.max(50, 0.1 * shortestOf(metrics));
}

/** The same: more is worth a caution. */
export function notedOverhead(metrics: Metrics): Milliseconds {
  return Math.max(10, 0.05 * shortestOf(metrics));
}

function serviceOf({ service }: Metrics): Milliseconds {
  return service?.p50_ms ?? 0;
}

/** Of the times that begin with the send: a stream's first token comes long before its end. */
function shortestOf({ service, ttft }: Metrics): Milliseconds {
  return ttft?.p50_ms ?? service?.p50_ms ?? 0;
}
