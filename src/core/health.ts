import type { Milliseconds } from './units.ts';

/** How the load generator fared while a strategy ran: over all its rounds, and over all threads that sent for it. */
export interface GeneratorHealth {
  /** Time that was watched. With several threads: the sum. */
  readonly wall_ms: Milliseconds;
  /** CPU time of the process, user and system. */
  readonly cpu_ms: Milliseconds;
  /** Time that the event loop was not free to send or to read: lateness of a probe beyond 5 ms, added up. */
  readonly loop_blocked_ms: Milliseconds;
  /** The longest time that the probe was late. */
  readonly loop_max_ms: Milliseconds;
  readonly gc_ms: Milliseconds;
  readonly gc_max_ms: Milliseconds;
  readonly gc_pauses: number;
  /** Most memory of the process that was seen, in MiB. */
  readonly rss_mib: number;
  /**
   * Time of the machine's cores that a hypervisor gave to other machines, share of all: 0 to 1. Absent where the system does not
   * tell.
   */
  readonly steal_share?: number;
  /** Most requests that waited for a socket though the strategy had started them. */
  readonly socket_waits: number;
}

/**
 * How a mock server on the real clock keeps the times of its replies: `timer` sleeps until a millisecond is over, `spin`
 * polls for the last one, `tick` sends all of a millisecond together; `auto` spins, and ticks above 10,000 events a
 * second.
 */
export const PACINGS = ['auto', 'spin', 'timer', 'tick'] as const;

export type Pacing = (typeof PACINGS)[number];

/** A pacing, and how often it was the tick. */
export interface PacingFigures {
  readonly mode: Pacing;
  /** Timed events so far that shared a tick. */
  readonly ticked: number;
}

/** Where the mock server was, and what kept its times. */
export interface MockHost {
  /** `http`: real sockets, in a process of its own. `in-process`: in the client's, without sockets. */
  readonly host: 'http' | 'in-process';
  /** `virtual`: every reply leaves at the instant that was planned. */
  readonly pacing: Pacing | 'virtual';
}

/** How the mock server fared: late replies are measured as slow ones. */
export interface MockHealth {
  /** How late replies left, against their plan. */
  readonly late_p50_ms: Milliseconds;
  readonly late_p99_ms: Milliseconds;
  readonly late_max_ms: Milliseconds;
  /** The longest time that its event loop was late. */
  readonly loop_max_ms: Milliseconds;
  /** The 99th percentile of how late it was. */
  readonly loop_p99_ms: Milliseconds;
  /** Timed events that shared a tick of a millisecond: there were too many to be polled for. Absent when there were none. */
  readonly ticked?: number;
}

/** Items of an open load against their schedule. */
export interface ReleaseFigures {
  /** Items that were due before the load ended. */
  readonly planned: number;
  /** Those of them that were noticed by then. */
  readonly released: number;
}

/** What decides whether a strategy's figures are a result at all. */
export interface StrategyHealth {
  /** The user's name for it. */
  readonly strategy: string;
  /** Attempts that it keeps in flight while there is work. Absent where a rate, a law or the load decides. */
  readonly size?: number;
  /** Real clock only. */
  readonly generator?: GeneratorHealth;
  /** Real clock and mock server only. */
  readonly mock?: MockHealth;
  /** Open loads on the real clock only. */
  readonly releases?: ReleaseFigures;
  /** Threads that sent for it; absent for one. */
  readonly workers?: number;
  /** Threads that ended before their work did. */
  readonly lost_workers?: number;
}
