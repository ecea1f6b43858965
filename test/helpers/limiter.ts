import type { Milliseconds } from '../../src/core/units.ts';
import type { Limiter } from '../../src/dispatch/limits/limiter.ts';

/** When each of these requests starts, in a FIFO queue in front of the limiter. Times are whole microseconds. */
export function grantTimes(limiter: Limiter, requests: readonly Milliseconds[]): Milliseconds[] {
  let now = 0;
  return requests.map((at) => {
    now = Math.max(now, at);
    for (let wait = limiter.wait(now); wait > 0; wait = limiter.wait(now)) {
      now = Math.round((now + wait) * 1_000) / 1_000;
    }
    limiter.start(now);
    return now;
  });
}

/** The most starts in any half-open window of this width. */
export function mostIn(window: Milliseconds, starts: readonly Milliseconds[]): number {
  let first = 0;
  let most = 0;
  for (const [last, at] of starts.entries()) {
    // A tenth of a microsecond of slack: times are doubles.
    while ((starts[first] ?? at) <= at - window + 1e-4) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
