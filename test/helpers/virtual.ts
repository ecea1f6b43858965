import type { VirtualClockOptions } from '../../src/clock/virtual.ts';
import { VirtualClock } from '../../src/clock/virtual.ts';

/** Runs a test's body on a virtual clock of its own, from time 0, and returns what it returns. */
export function onVirtualClock<T>(
  body: (clock: VirtualClock) => Promise<T>,
  options?: VirtualClockOptions,
): Promise<T> {
  const clock = new VirtualClock(options);
  return clock.run(() => body(clock));
}
