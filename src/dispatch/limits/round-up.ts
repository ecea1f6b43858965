import type { Milliseconds } from '../../core/units.ts';

/** Microseconds: what doubles lose in a day of them. */
const DUST = 1e-6;

/**
 * Rounds a wait up to whole microseconds, 0 for what is not above 0. Rounded down, a limiter would start a hair before
 * the same limiter at the server allows it, and be refused.
 */
export function roundUpToMicrosecond(ms: Milliseconds): Milliseconds {
  return Math.max(0, Math.ceil(ms * 1_000 - DUST)) / 1_000;
}
