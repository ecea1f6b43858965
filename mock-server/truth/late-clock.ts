import type { Clock } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';

/**
 * A clock that tells how late its callbacks run: the difference between planned and actual times of
 * what the server sends. A virtual clock is never late and stays as it is.
 */
export function observeLateness(clock: Clock, record: (late: Milliseconds) => void): Clock {
  if (clock.kind === 'virtual') return clock;
  return {
    kind: clock.kind,
    now: () => clock.now(),
    wall: () => clock.wall(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    hold: () => clock.hold(),
    at(time, run, rank) {
      const planned = Math.max(time, clock.now());
      const observed = () => {
        record(Math.max(0, clock.now() - planned));
        run();
      };
      return clock.at(time, observed, rank);
    },
  };
}
