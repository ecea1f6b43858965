import type { Milliseconds } from '../core/units.ts';
import { callSite } from './call-site.ts';
import { real } from './real-functions.ts';

/** The holds on a clock; see `Clock.hold`. */
export interface Holds {
  readonly active: boolean;
  /** @returns releases the hold; harmless when called again */
  take(): () => void;
  /** Forgets all holds: the run has ended. */
  clear(): void;
}

interface Hold {
  readonly since: Milliseconds;
  readonly site: Error;
}

/**
 * Counts holds, and finds one that is never released: a run that nobody could end otherwise.
 *
 * @param limit longest hold, in real time
 */
export function createHolds(
  limit: Milliseconds,
  onRelease: () => void,
  onLeak: (site: string) => void,
): Holds {
  const holds = new Set<Hold>();
  let watch: NodeJS.Timeout | undefined;

  function checkOldest() {
    const [oldest] = holds;
    if (!oldest) return;
    const left = oldest.since + limit - real.now();
    if (left > 0) watch = real.setTimeout(checkOldest, Math.ceil(left));
    else onLeak(callSite(oldest.site));
  }

  function take() {
    const hold = { since: real.now(), site: new Error('hold') };
    holds.add(hold);
    if (holds.size === 1) watch = real.setTimeout(checkOldest, limit);
    return () => {
      if (!holds.delete(hold) || holds.size > 0) return;
      real.clearTimeout(watch);
      onRelease();
    };
  }

  return {
    get active() {
      return holds.size > 0;
    },
    take,
    clear() {
      real.clearTimeout(watch);
      holds.clear();
    },
  };
}
