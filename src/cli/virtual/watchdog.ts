import type { Clock } from '../../core/clock.ts';
import type { Milliseconds } from '../../core/units.ts';

/** Hears signs of life, and tells when none came for too long. */
export interface Watchdog {
  alive(): void;
  stop(): void;
}

/**
 * Watches something that cannot tell that it is stuck, such as a thread in an endless loop.
 *
 * One timer, armed again when it fires: a sign of life costs an assignment.
 *
 * @param limit longest silence
 */
export function createWatchdog(clock: Clock, limit: Milliseconds, onSilence: () => void): Watchdog {
  let heard = clock.now();
  let timer = clock.at(heard + limit, check);

  function check() {
    if (clock.now() - heard >= limit) onSilence();
    else timer = clock.at(heard + limit, check);
  }

  return {
    alive() {
      heard = clock.now();
    },
    stop: () => timer.cancel(),
  };
}
