import type { Milliseconds } from '../../core/units.ts';
import type { WindowRule } from './fixed-window.ts';
import type { Limiter } from './limiter.ts';
import { roundUpToMicrosecond } from './round-up.ts';

/** Sliding window log: at most `cap` starts in every half-open window of length W, wherever it lies. */
export function createSlidingLog({ cap, window }: WindowRule): Limiter {
  /** A ring of the last `cap` starts; `oldest` is where the next one goes. */
  const starts: Milliseconds[] = [];
  let oldest = 0;
  return {
    wait(now) {
      const free = (starts[oldest] ?? Number.NEGATIVE_INFINITY) + window;
      return roundUpToMicrosecond(free - now);
    },
    start(now) {
      starts[oldest] = now;
      oldest = (oldest + 1) % cap;
    },
  };
}
