import type { Milliseconds } from '../core/units.ts';
import { callSite } from './call-site.ts';

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

const realSetTimeout = globalThis.setTimeout;
const realClearTimeout = globalThis.clearTimeout;
const realNow = performance.now.bind(performance);

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
    const left = oldest.since + limit - realNow();
    if (left > 0) watch = realSetTimeout(checkOldest, Math.ceil(left));
    else onLeak(callSite(oldest.site));
  }

  function take() {
    const hold = { since: realNow(), site: new Error('hold') };
    holds.add(hold);
    if (holds.size === 1) watch = realSetTimeout(checkOldest, limit);
    return () => {
      if (!holds.delete(hold) || holds.size > 0) return;
      realClearTimeout(watch);
      onRelease();
    };
  }

  return {
    get active() {
      return holds.size > 0;
    },
    take,
    clear() {
      realClearTimeout(watch);
      holds.clear();
    },
  };
}
