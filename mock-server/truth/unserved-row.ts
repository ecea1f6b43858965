import type { Milliseconds } from '../../src/core/units.ts';
import type { Call } from '../core/call.ts';
import type { Identity } from '../core/identify.ts';
import type { Row } from './rows.ts';

/** A request that never reaches the limits. */
export type Unserved = Identity & Pick<Call, 'connection' | 'headAt'>;

/** What no limit of messages is for. */
export type Aside = 'models' | 'count_tokens' | 'batches';

/** The row of such a request, as long as it is in flight. */
export function unservedRow(of: Unserved, seq: number, arrivedAt: Milliseconds): Row {
  const { item, attempt, retries, connection, headAt = arrivedAt } = of;
  return {
    seq,
    item,
    attempt,
    retries,
    connection,
    admittedAttempt: 0,
    headAt,
    arrivedAt,
    admittedAt: Number.NaN,
    startedAt: Number.NaN,
    firstByteAt: Number.NaN,
    firstTokenAt: Number.NaN,
    firstContentAt: Number.NaN,
    endedAt: Number.NaN,
    status: 0,
    outcome: 'in-flight',
    inputTokens: 0,
    cacheReadTokens: 0,
    outputTokens: 0,
    demand: Number.NaN,
    inServiceAtStart: 0,
    limits: [],
  };
}

/** The same row when its request is over. */
export function over(row: Row, status: number, outcome: string, now: Milliseconds): Row {
  return { ...row, status, outcome, firstByteAt: now, endedAt: now };
}
