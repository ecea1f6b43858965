import type { Milliseconds } from '../../../core/units.ts';
import type { Sample } from './law.ts';

export interface WindowState {
  readonly opened: Milliseconds;
  readonly count: number;
  readonly rtts: Milliseconds;
  readonly inFlight: number;
  readonly dropped: boolean;
}

/** Shortest window. */
const WIDTH: Milliseconds = 1_000;

/** Fewest samples of a window. */
const FEWEST = 10;

/** A window without samples yet. */
export function openWindow(opened: Milliseconds): WindowState {
  return { opened, count: 0, rtts: 0, inFlight: 0, dropped: false };
}

/**
 * Adds a sample to a window, which ends when it is at least 1 s old and holds 10: it then counts as one sample with the
 * mean round trip and the most in flight, dropped if any was.
 *
 * @returns the window that goes on, and the sample that a finished one amounts to
 */
export function addToWindow(
  window: WindowState,
  sample: Sample,
  now: Milliseconds,
): { readonly window: WindowState; readonly sample?: Sample } {
  const count = window.count + 1;
  const rtts = window.rtts + sample.rtt;
  const inFlight = Math.max(window.inFlight, sample.inFlight);
  const dropped = window.dropped || sample.dropped;
  if (count < FEWEST || now - window.opened < WIDTH) {
    return { window: { opened: window.opened, count, rtts, inFlight, dropped } };
  }
  return { window: openWindow(now), sample: { rtt: rtts / count, inFlight, dropped, u: sample.u } };
}
