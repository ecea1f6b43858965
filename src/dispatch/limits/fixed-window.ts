import type { Milliseconds } from '../../core/units.ts';
import type { Limiter } from './limiter.ts';
import { roundUpToMicrosecond } from './round-up.ts';

/** How many starts a window may have. */
export interface WindowRule {
  readonly cap: number;
  readonly window: Milliseconds;
}

/**
 * Fixed window counter: at most `cap` starts in each window [k·W, (k+1)·W). Around an edge up to 2 · cap start within W.
 *
 * @param align `clock`: windows are multiples of W on the run's clock. `first`: the first start after a window has ended
 *   opens the next one, like a counter that expires
 */
export function createFixedWindow({ cap, window }: WindowRule, align: 'clock' | 'first'): Limiter {
  let opened = Number.NEGATIVE_INFINITY;
  let starts = 0;
  const opening = (now: Milliseconds) => {
    if (now < opened + window) return opened;
    return align === 'first' ? now : Math.floor(now / window) * window;
  };
  return {
    wait(now) {
      const current = opening(now);
      if (current > opened || starts < cap) return 0;
      return roundUpToMicrosecond(current + window - now);
    },
    start(now) {
      const current = opening(now);
      if (current > opened) starts = 0;
      opened = current;
      starts++;
    },
  };
}
