import type { Milliseconds } from '../../src/core/units.ts';
import type { Denial } from '../limits/limiter.ts';
import type { Admission, Call, Refusal } from './call.ts';

type Refused = Pick<Admission, 'seq' | 'arrivedAt' | 'admittedAt' | 'limits'>;

/** @param told what the client is told to wait; `undefined` = nothing */
export function refusalByLimit(
  { seq, arrivedAt, limits }: Refused,
  call: Call,
  { gate, wait }: Denial,
  told: Milliseconds | undefined,
): Refusal {
  const limited = limits.find(({ limit }) => limit === gate.limit);
  return {
    seq,
    arrivedAt,
    limits,
    status: 429,
    reason: gate.dimension,
    requested: gate.amount(call),
    queued: 0,
    wait,
    ...(told === undefined ? {} : { told }),
    ...(limited === undefined ? {} : { limited }),
  };
}

/** The queue is full, or has kept the request for too long: nobody knows when there will be room. */
export function refusalByQueue(
  { seq, arrivedAt, admittedAt, limits }: Refused,
  status: Refusal['status'],
  now: Milliseconds,
): Refusal {
  return {
    seq,
    arrivedAt,
    limits,
    status,
    reason: 'queue',
    requested: 1,
    queued: now - admittedAt,
    wait: Number.POSITIVE_INFINITY,
  };
}
