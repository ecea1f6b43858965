import type { Clock, Timer } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';

const STEP: Milliseconds = 20;

/** Timers of a loop with nothing to do are late by less than that. */
const USUAL: Milliseconds = 5;

export interface LoopFigures {
  /** Time that was watched. */
  readonly wall: Milliseconds;
  /** Lateness beyond the usual, added up. */
  readonly blocked: Milliseconds;
  readonly longest: Milliseconds;
}

/**
 * Looks at the clock every 20 ms and notes how late it came to do so: for so long the loop could neither send nor read. The
 * times are a fixed grid, and slots that were missed are skipped, so that a block counts once and in full. (Node's own
 * `monitorEventLoopDelay` holds a block of 500 ms as one sample among thousands: no percentile shows it.)
 *
 * @param onLook called with each look
 * @returns stops it and says what was seen; a block that still lasts counts, too
 */
export function probeLoop(clock: Clock, onLook: () => void = () => {}): () => LoopFigures {
  const began = clock.now();
  let blocked: Milliseconds = 0;
  let longest: Milliseconds = 0;
  let due = began + STEP;
  const note = (late: Milliseconds) => {
    blocked += Math.max(0, late - USUAL);
    longest = Math.max(longest, late);
  };
  const look = () => {
    const now = clock.now();
    note(now - due);
    due += STEP * (Math.floor((now - due) / STEP) + 1);
    onLook();
    timer = clock.at(due, look);
  };
  let timer: Timer = clock.at(due, look);
  return () => {
    timer.cancel();
    const now = clock.now();
    if (now > due) note(now - due);
    return { wall: now - began, blocked, longest };
  };
}
