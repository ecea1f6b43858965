import type { FaultCondition } from '../../src/core/fault-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';

/** What a condition looks at. */
export interface Occasion {
  readonly item: number;
  readonly model: string;
  /** Since the server's reset. */
  readonly time: Milliseconds;
  /** Uniform in [0, 1), this fault's own draw for this item and attempt. */
  readonly draw: number;
}

/** Whether a fault hits a request. Counts the requests that it is shown. */
export class Condition {
  readonly #when: FaultCondition;
  readonly #items: ReadonlySet<number> | undefined;
  #seen = 0;
  #hits = 0;

  constructor(when: FaultCondition) {
    this.#when = when;
    this.#items = when.items && new Set(when.items);
  }

  /** Looks at one more request. @returns whether all that was named holds */
  holds({ item, model, time, draw }: Occasion): boolean {
    const { window = [0, Number.POSITIVE_INFINITY], rate = 1 } = this.#when;
    if (this.#items?.has(item) === false) return false;
    if (this.#when.model !== undefined && this.#when.model !== model) return false;
    if (time < window[0] || time >= window[1]) return false;
    this.#seen++;
    return this.#isCounted() && draw < rate && this.#hits < (this.#when.armed ?? this.#hits + 1);
  }

  /** The fault does hit the request. */
  spend(): void {
    this.#hits++;
  }

  #isCounted(): boolean {
    const { nth = this.#seen, every = 1 } = this.#when;
    return this.#seen === nth && this.#seen % every === 0;
  }
}
