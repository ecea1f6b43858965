import type { Milliseconds } from '../../core/units.ts';
import type { Limiter } from './limiter.ts';
import { roundUpToMicrosecond } from './round-up.ts';
import type { BucketRule } from './token-bucket.ts';

/**
 * Generic cell rate algorithm: the token bucket's grants from one number, the theoretical arrival time.
 *
 * T = 60 000 / rate; tat = max(TAT, now) + n · T; a start is allowed when tat − burst · T ≤ now, and sets TAT = tat.
 * Source: ITU-T I.371, virtual scheduling.
 */
export function createGcra({ perMinute, burst }: BucketRule): Limiter {
  const interval = 60_000 / perMinute;
  let arrival = Number.NEGATIVE_INFINITY;
  const next = (now: Milliseconds) => Math.max(arrival, now) + interval;
  return {
    wait: (now) => roundUpToMicrosecond(next(now) - burst * interval - now),
    start(now) {
      arrival = next(now);
    },
  };
}
