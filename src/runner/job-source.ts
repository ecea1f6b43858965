import type { Item, Workload } from '../core/item.ts';
import type { Job } from '../core/job.ts';
import type { Milliseconds } from '../core/units.ts';

/** What is left of a workload when nobody pulls any more. */
export interface Untaken {
  readonly untaken: number;
  /** When each of them should have started, after the run's start; absent: at the start. */
  readonly intended?: readonly Milliseconds[];
  /** What the workload threw when it was read on. */
  readonly thrown?: unknown;
}

const DONE: IteratorResult<never> = { done: true, value: undefined };

/**
 * Hands out a workload's items as jobs, one at a time, also to several pullers at once. Of a workload whose length
 * nobody knows it reads one item ahead, so that a strategy can tell its last wave from the others.
 */
export class JobSource<T = Job> implements AsyncIterator<T> {
  readonly #items: Iterator<Item> | AsyncIterator<Item>;
  readonly #toJob: (item: Item) => T;
  readonly #stopped: () => boolean;
  readonly #count: number | undefined;
  #ahead: Promise<IteratorResult<Item>> | undefined;
  #taken = 0;
  #ended = false;
  #over = false;

  constructor(workload: Workload, toJob: (item: Item) => T, stopped: () => boolean) {
    const items = workload.items();
    this.#items =
      Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    this.#toJob = toJob;
    this.#stopped = stopped;
    this.#count = workload.count;
  }

  get exhausted(): boolean {
    return this.#ended || this.#over || (this.#count !== undefined && this.#taken >= this.#count);
  }

  /** Nothing overflows where nothing arrives. */
  readonly overflowed = 0;

  /** Items that were pulled. */
  get taken(): number {
    return this.#taken;
  }

  /** Items that are to be done, as far as it is known. */
  get scheduled(): number {
    return this.#count ?? this.#taken;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async function: what one of those keeps costs more than its promise. */
  next(): Promise<IteratorResult<T>> {
    try {
      return Promise.resolve(this.pull());
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  }

  /**
   * The next job itself where it is there, a promise of it where it is waited for.
   *
   * @throws what the workload throws
   */
  pull(): IteratorResult<T> | Promise<IteratorResult<T>> {
    if (this.#stopped() || this.exhausted) return DONE;
    const next = this.#count === undefined ? this.#lookAhead() : this.#items.next();
    return 'then' in next ? next.then((read) => this.#take(read)) : this.#take(next);
  }

  #take({ done, value }: IteratorResult<Item>): IteratorResult<T> {
    if (done) {
      this.#ended = true;
      return DONE;
    }
    this.#taken++;
    return { done: false, value: this.#toJob(value) };
  }

  /** Leaving a loop does not end the workload: other pullers and the next wave go on. */
  async return(): Promise<IteratorResult<T>> {
    return DONE;
  }

  /** Hands out no further item. Those that are left stay untaken. */
  end(): void {
    this.#over = true;
  }

  /**
   * Ends the workload and counts the items that nobody pulled. Never rejects.
   *
   * @param readOn whether to count the rest of a workload of unknown length by reading it
   */
  async close(readOn: boolean): Promise<Untaken> {
    let untaken = this.#ended ? 0 : Math.max(0, (this.#count ?? this.#taken) - this.#taken);
    try {
      let next = await this.#ahead;
      while (next && !next.done) {
        untaken++;
        next = readOn ? await this.#items.next() : undefined;
      }
      await this.#items.return?.();
      return { untaken };
    } catch (thrown) {
      return { untaken, thrown };
    }
  }

  /** The next item; the one after it is asked for. Swapped before any await, so that two pullers never get the same. */
  #lookAhead(): Promise<IteratorResult<Item>> {
    const current = this.#ahead ?? Promise.resolve(this.#items.next());
    const ahead = current.then(() => this.#items.next());
    this.#ahead = ahead;
    ahead.then(
      (next) => {
        if (next.done) this.#ended = true;
      },
      // Whoever pulls that item gets the error.
      () => {},
    );
    return current;
  }
}
