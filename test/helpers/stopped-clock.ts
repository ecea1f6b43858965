import { createRealClock } from '../../src/clock/real.ts';
import type { Clock } from '../../src/core/clock.ts';

/** The machine's clock, whose time stands still until its release: what is due already happens, and nothing else. */
export function aStoppedClock(): { readonly clock: Clock; release(): void } {
  const real = createRealClock();
  const stoppedAt = real.now();
  const later: (() => void)[] = [];
  let behind: number | undefined;
  const clock: Clock = {
    ...real,
    now: () => (behind === undefined ? stoppedAt : real.now() - behind),
    at(time, run) {
      let cancelled = false;
      const start = () => real.at(time + (behind ?? 0), () => cancelled || run());
      if (behind === undefined && time > stoppedAt) later.push(start);
      else start();
      return {
        cancel() {
          cancelled = true;
        },
      };
    },
  };
  return {
    clock,
    release() {
      behind = real.now() - stoppedAt;
      for (const start of later) start();
    },
  };
}
