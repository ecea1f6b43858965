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

  constructor(parts: ProbeSourceParts) {
    this.#parts = parts;
    this.#target = parts.count;
  }

  get exhausted(): boolean {
    return false;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Job>> {
    const { items, more, toJob, stopped } = this.#parts;
    if (stopped()) return DONE;
    if (this.#started === this.#target) this.#target += more(this.#started);
    const item = items[this.#started % items.length];
    if (this.#started === this.#target || !item) return DONE;
    return { done: false, value: toJob({ ...item, index: this.#started++ }) };
  }

  async return(): Promise<IteratorResult<Job>> {
    return DONE;
  }
}
