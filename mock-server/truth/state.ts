import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import type { LimitState } from '../limits/gate.ts';
import type { DelayFigures } from './delays.ts';
import type { Row } from './rows.ts';
import type { Truth } from './truth.ts';

/** The server at one instant, and what it saw since its last reset. Counts are of requests. */
export interface MockState {
  readonly now_ms: Milliseconds;
  readonly requests: number;
  /** Those of them that no limit of messages is for: models, counts of tokens, batches. */
  readonly aside: number;
  readonly in_flight: number;
  readonly peak_in_flight: number;
  /** Integral of `in_flight` over time: the sum of all latencies so far. */
  readonly in_flight_integral_ms: number;
  readonly in_service: number;
  readonly peak_in_service: number;
  readonly in_service_integral_ms: number;
  readonly queued: number;
  readonly peak_queued: number;
  readonly queued_integral_ms: number;
  /** Ended ones; `0` = the client went away before there was a status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  /** The same, by both. */
  readonly endings: readonly {
    readonly status: number;
    readonly outcome: string;
    readonly count: number;
  }[];
  /** How late replies left, against their plan; 0 on a virtual clock. */
  readonly lateness_ms: DelayFigures;
  /** How late the process looked at its clock; 0 where no host probes that. */
  readonly loop_lag_ms: DelayFigures;
  readonly limits: readonly {
    readonly dimension: string;
    readonly limit: number;
    readonly window_ms: Milliseconds;
    readonly burst: number;
    /** The key, workspace or group of models that shares it; empty for everybody. */
    readonly owner: string;
    /** Whole tokens; below 0 while there is a debt. */
    readonly level: number;
  }[];
  /** How often a stream stood still because its client did not read. */
  readonly paused_streams: number;
  /** Timed events that shared a tick; 0 where the clock has none. */
  readonly ticked: number;
  /** CPU time of the process since it began, user and system; null where nobody measures it. */
  readonly cpu_ms: Milliseconds | null;
  /** Whether old rows were overwritten. */
  readonly overflow: boolean;
}

export function describeState(
  truth: Truth,
  limits: readonly LimitState[],
  now: Milliseconds,
  { cpu, ticked }: { readonly cpu: Milliseconds | null; readonly ticked: number },
): MockState {
  const { requests, inFlight, inService, queued, rows, lateness, loopLag } = truth;
  const endings = listEndings(truth);
  return {
    now_ms: now,
    requests,
    aside: truth.aside,
    in_flight: inFlight.value,
    peak_in_flight: inFlight.peak,
    in_flight_integral_ms: inFlight.integral(now),
    in_service: inService.value,
    peak_in_service: inService.peak,
    in_service_integral_ms: inService.integral(now),
    queued: queued.value,
    peak_queued: queued.peak,
    queued_integral_ms: queued.integral(now),
    statuses: sumBy(endings, ({ status }) => String(status)),
    outcomes: sumBy(endings, ({ outcome }) => outcome),
    endings,
    lateness_ms: lateness.figures,
    loop_lag_ms: loopLag.figures,
    limits: limits.map(({ limit: { dimension, limit, window, burst }, owner, level }) => ({
      dimension,
      limit,
      window_ms: window,
      burst,
      owner,
      level,
    })),
    paused_streams: truth.pausedStreams,
    ticked,
    cpu_ms: cpu,
    overflow: rows.overflow,
  };
}

type Ending = MockState['endings'][number];

function listEndings({ endings }: Truth): Ending[] {
  return [...endings].flatMap(([outcome, statuses]) =>
    [...statuses].map(([status, count]) => ({ status, outcome, count })),
  );
}

function sumBy(endings: readonly Ending[], key: (ending: Ending) => string) {
  const sums: Record<string, number> = {};
  for (const ending of endings) sums[key(ending)] = (sums[key(ending)] ?? 0) + ending.count;
  return sums;
}

/**
 * A row as one line of JSON. Times `t_*` are in milliseconds on the server's clock; what has not
 * happened is null.
 */
export function rowToJson(row: Row): string {
  return JSON.stringify({
    seq: row.seq,
    item: row.item,
    attempt: row.attempt,
    retry_count: row.retries,
    connection: row.connection?.id,
    connection_nth: row.connection?.nth,
    admitted_attempt: row.admittedAttempt,
    t_arrive: row.headAt,
    t_body: row.arrivedAt,
    t_admit: row.admittedAt,
    t_start: row.startedAt,
    t_first_byte: row.firstByteAt,
    t_first_token: row.firstTokenAt,
    t_first_content: row.firstContentAt,
    t_end: row.endedAt,
    status: row.status,
    outcome: row.outcome,
    input_tokens: row.inputTokens,
    cache_read_tokens: row.cacheReadTokens,
    output_tokens: row.outputTokens,
    demand_ms: row.demand,
    queue_ms: roundToMicrosecond(row.startedAt - row.admittedAt),
    service_ms: roundToMicrosecond(row.endedAt - row.startedAt),
    n_at_admit: row.inServiceAtStart,
    limit_levels: row.limits.map(({ level }) => level),
  });
}
