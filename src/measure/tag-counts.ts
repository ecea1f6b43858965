import type { Microseconds } from '../core/ledger.ts';
import type { Metrics } from '../core/run-result.ts';

/** Tags of a result. */
const MOST_TAGS = 50;
/** Beyond them nobody can say how fair it was. */
const MOST_COUNTED = 10_000;

interface Counts {
  completed: number;
  longestWait: Microseconds;
}

/** What the items of each tag got. */
export class TagCounts {
  readonly #tags = new Map<string, Counts>();
  #overflown = false;

  record(tag: string, completed: boolean, wait: Microseconds): void {
    let counts = this.#tags.get(tag);
    if (!counts) {
      if (this.#tags.size >= MOST_COUNTED) {
        this.#overflown = true;
        return;
      }
      counts = { completed: 0, longestWait: 0 };
      this.#tags.set(tag, counts);
    }
    if (completed) counts.completed++;
    if (wait > counts.longestWait) counts.longestWait = wait;
  }

  toFields(): Pick<Metrics, 'fairness' | 'tags'> {
    if (this.#tags.size < 2) return {};
    const tags = [...this.#tags]
      .map(([tag, { completed, longestWait }]) => ({
        tag,
        completed,
        longest_wait_ms: longestWait / 1_000,
      }))
      .sort((a, b) => (a.tag < b.tag ? -1 : 1));
    const fairness = this.#overflown ? undefined : jain(tags.map(({ completed }) => completed));
    return { ...(fairness !== undefined && { fairness }), tags: tags.slice(0, MOST_TAGS) };
  }
}

/**
 * Jain's index (Σx)² ÷ (n · Σx²): 1 when all got the same, 1/n when one got everything.
 *
 * @returns `undefined` when nobody got anything
 */
export function jain(shares: readonly number[]): number | undefined {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share ** 2, 0);
  return squares === 0 ? undefined : sum ** 2 / (shares.length * squares);
}
