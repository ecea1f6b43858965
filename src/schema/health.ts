import { z } from 'zod';
import type { MockHost, StrategyHealth } from '../core/health.ts';
import { PACINGS } from '../core/health.ts';
import { count, ms, text } from './units.ts';

const generator = z
  .strictObject({
    wall_ms: ms('Time that was watched, added up over threads'),
    cpu_ms: ms('CPU time of the process'),
    loop_blocked_ms: ms('Lateness of the probe of the event loop beyond 5 ms, added up'),
    loop_max_ms: ms('Longest lateness of the probe'),
    gc_ms: ms('All pauses for garbage collection'),
    gc_max_ms: ms('Longest pause for garbage collection'),
    gc_pauses: count('Pauses for garbage collection'),
    rss_mib: z.number().nonnegative().describe('Most memory of the process, in MiB'),
    steal_share: z
      .number()
      .min(0)
      .max(1)
      .describe('Time of the cores that a hypervisor gave to other machines; Linux only')
      .exactOptional(),
    socket_waits: count('Most requests that waited for a socket'),
  })
  .describe('The load generator while the strategy ran');

const mock = z
  .strictObject({
    late_p50_ms: ms('Median of how late replies left'),
    late_p99_ms: ms('99th percentile of how late replies left'),
    late_max_ms: ms('How late the latest reply left'),
    loop_max_ms: ms('Longest lateness of its event loop'),
    loop_p99_ms: ms('99th percentile of the lateness of its event loop'),
    ticked: count('Timed events that shared a tick of a millisecond').exactOptional(),
  })
  .describe('The mock server while the strategy ran');

/** Where the mock server was, and what kept its times. */
export const mockHost = z
  .strictObject({
    host: z.enum(['http', 'in-process']).describe('Real sockets, or none'),
    pacing: z.enum([...PACINGS, 'virtual']).describe('How it kept the times of its replies'),
  })
  .describe('The mock server; absent for a real API') satisfies z.ZodType<MockHost>;

const releases = z
  .strictObject({
    planned: count('Items that were due before the load ended'),
    released: count('Those of them that were noticed by then'),
  })
  .describe('Items of an open load against their schedule');

export const healthSchema = z.strictObject({
  strategy: text("The user's name for it"),
  size: count('Attempts that it keeps in flight while there is work').exactOptional(),
  generator: generator.exactOptional(),
  mock: mock.exactOptional(),
  releases: releases.exactOptional(),
  workers: count('Threads that sent for it; absent for one').exactOptional(),
  lost_workers: count('Threads that ended before their work did').exactOptional(),
}) satisfies z.ZodType<StrategyHealth>;
