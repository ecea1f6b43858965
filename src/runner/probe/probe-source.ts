import type { Item } from '../../core/item.ts';
import type { Job, Jobs } from '../../core/job.ts';

const DONE: IteratorResult<never> = { done: true, value: undefined };

interface ProbeSourceParts {
  /** At least one; they are repeated under new numbers. */
  readonly items: readonly Item[];
  readonly count: number;
  /** All items have started: how many more are wanted. */
  readonly more: (started: number) => number;
  readonly toJob: (item: Item) => Job;
  readonly stopped: () => boolean;
}

/** Hands out a workload's items over and over, until a probe has seen enough. */
export class ProbeSource implements Jobs, AsyncIterator<Job> {
  readonly #parts: ProbeSourceParts;
  #target: number;
  #started = 0;
  #ended = false;

  constructor(parts: ProbeSourceParts) {
    this.#parts = parts;
    this.#target = parts.count;
  }

  /** Nobody gets another item once somebody got none: a loop that has ended cannot come back, and the others would be too few. */
  get exhausted(): boolean {
    return this.#ended;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Job>> {
    const { items, more, toJob, stopped } = this.#parts;
    if (this.#ended) return DONE;
    if (this.#started === this.#target) this.#target += more(this.#started);
    const item = items[this.#started % items.length];
    this.#ended = stopped() || this.#started === this.#target || !item;
    if (this.#ended || !item) return DONE;
    return { done: false, value: toJob({ ...item, index: this.#started++ }) };
  }

  async return(): Promise<IteratorResult<Job>> {
    return DONE;
  }
}
