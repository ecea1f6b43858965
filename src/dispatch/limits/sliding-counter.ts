import type { Milliseconds } from '../../core/units.ts';
import type { WindowRule } from './fixed-window.ts';
import type { Limiter } from './limiter.ts';
import { roundUpToMicrosecond } from './round-up.ts';

/** At the very instant of equality there is no room yet: whoever asks then asks again one tick later. */
const TICK: Milliseconds = 0.001;

/**
 * Sliding window counter: two numbers instead of a log. A start is allowed while
 * current + previous · (1 − elapsed / W) < cap, as if the starts of the previous window had been spread evenly.
 */
export function createSlidingCounter({ cap, window }: WindowRule): Limiter {
  let index = 0;
  let current = 0;
  let previous = 0;
  const moveTo = (now: Milliseconds) => {
    const at = Math.floor(now / window);
    if (at === index) return;
    previous = at === index + 1 ? current : 0;
    current = 0;
    index = at;
  };
  return {
    wait(now) {
      moveTo(now);
      const elapsed = now - index * window;
      if (current >= cap) return roundUpToMicrosecond(window - elapsed);
      if (current + previous * (1 - elapsed / window) < cap) return 0;
      const room = window * (1 - (cap - current) / previous);
      return Math.max(TICK, roundUpToMicrosecond(room - elapsed));
    },
    start(now) {
      moveTo(now);
      current++;
    },
  };
}
