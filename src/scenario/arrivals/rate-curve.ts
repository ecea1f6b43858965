import type { Arrivals } from '../../core/arrivals.ts';
import type { Milliseconds } from '../../core/units.ts';

/** A stretch of time over which the rate changes linearly, in items per second. */
export interface Stretch {
  /** Its length; Infinity only for a constant rate, and only for the last stretch. */
  readonly over: Milliseconds;
  readonly from: number;
  readonly to: number;
}

/** Sums of rates that should be whole are off in their last bits. */
const ROUNDING = 1e-9;

/**
 * Item i is due where the integral of the rate, N(t), reaches i.
 *
 * Within a stretch that begins at item n0, with r0 and r1 its rates, T its length and a = (r1 − r0) / T:
 * t = (−r0 + √(r0² + 2a(i − n0))) / a, written as 2(i − n0) / (r0 + √…), which also holds for a = 0.
 */
export function alongRates(stretches: readonly Stretch[], duration = Number.POSITIVE_INFINITY) {
  const parts: { start: Milliseconds; before: number; after: number; stretch: Stretch }[] = [];
  let [start, items] = [0, 0];
  for (const stretch of stretches) {
    const { over, from, to } = stretch;
    const after = from + to === 0 ? items : items + ((from + to) * over) / 2_000;
    parts.push({ start, before: items, after, stretch });
    start += over;
    items = after;
  }
  const end = Math.min(start, duration);
  return {
    next(index) {
      const part = parts.find(({ after }) => index < after - ROUNDING);
      if (!part) return undefined;
      const due = part.start + within(part.stretch, index - part.before);
      return due < end ? due : undefined;
    },
    ...(Number.isFinite(end) && { end }),
  } satisfies Arrivals;
}

/** When a number of items have come since a stretch began. */
function within({ over, from, to }: Stretch, items: number): Milliseconds {
  if (items <= 0) return 0;
  const growth = (to - from) / (over / 1_000);
  return (2_000 * items) / (from + Math.sqrt(Math.max(0, from * from + 2 * growth * items)));
}
