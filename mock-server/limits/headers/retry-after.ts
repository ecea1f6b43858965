import type { Milliseconds } from '../../../src/core/units.ts';

/** Whole seconds, never too few: whoever comes back then finds that the wait is over. */
export function retryAfterSeconds(wait: Milliseconds): number {
  return Math.max(1, Math.ceil(wait / 1_000));
}
