import type { Clock, Timer } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';

const STEP: Milliseconds = 20;

/**
 * Looks at the clock every 20 ms and tells how late it came to do so: for so long the process did
 * something else. The times are a fixed grid, so that a long stop counts once for each step of it.
 *
 * @returns stops it
 */
export function probeLoop(clock: Clock, record: (lag: Milliseconds) => void): () => void {
  let due = clock.now() + STEP;
  let timer: Timer = clock.at(due, look);
  function look(): void {
    const now = clock.now();
    for (; due <= now; due += STEP) record(now - due);
    timer = clock.at(due, look);
  }
  return () => timer.cancel();
}
