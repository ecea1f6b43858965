import { createRealClock } from '../../src/clock/real.ts';
import type { Clock, Timer } from '../../src/core/clock.ts';

/** The machine's clock, on which nothing that is planned happens before its release: what has to come first can take its time. */
export function aHeldClock(): { readonly clock: Clock; release(): void } {
  const real = createRealClock();
  const held = new Set<() => void>();
  let released = false;
  return {
    clock: {
      ...real,
      at(time, run) {
        if (released) return real.at(time, run);
        let timer: Timer | undefined;
        const start = () => {
          timer = real.at(time, run);
        };
        held.add(start);
        return {
          cancel() {
            held.delete(start);
            timer?.cancel();
          },
        };
      },
    },
    release() {
      released = true;
      for (const start of held) start();
    },
  };
}
