import type { Limiter } from './limiter.ts';

/**
 * Constant spacing, the leaky bucket as a meter: the next start is at least 60 000 / rpm after the last one. Idle time is
 * not saved up, so that there is never a burst.
 */
export function createSpacing(rpm: number): Limiter {
  const spacing = 60_000 / rpm;
  let next = Number.NEGATIVE_INFINITY;
  return {
    wait: (now) => Math.max(0, next - now),
    start(now) {
      next = now + spacing;
    },
  };
}
