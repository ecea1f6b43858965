import type { Arrivals } from '../core/arrivals.ts';
import type { Clock, Timer } from '../core/clock.ts';
import type { Item, Workload } from '../core/item.ts';
import type { Job, Jobs } from '../core/job.ts';
import type { OverflowPlan } from '../core/plan.ts';
import type { Rng } from '../core/rng.ts';
import type { Milliseconds } from '../core/units.ts';
import { roundToMicrosecond } from '../core/units.ts';
import { Fifo } from '../dispatch/fifo.ts';
import { DueTimes } from './due-times.ts';
import type { Untaken } from './job-source.ts';
import { JobSource } from './job-source.ts';
import { Releases } from './releases.ts';

/** An item that is due and waits to be pulled. */
interface Arrived {
  readonly item: Item;
  /** When it should have started, after the run's start. */
  readonly intended: Milliseconds;
  /** When its timer fired. */
  readonly due: Milliseconds;
}

type ToJob = (item: Item, intended: Milliseconds, due: Milliseconds) => Job;

export interface ArrivalSourceParts {
  readonly workload: Workload;
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly toJob: ToJob;
  /** Aborts when nothing more is to start. */
  readonly signal: AbortSignal;
  /** Bound on the items that wait; absent: none. */
  readonly overflow: OverflowPlan | undefined;
  /** An item found no room. */
  onOverflow(intended: Milliseconds): void;
  /** No further item becomes due after this time of the clock. */
  onEnd(time: Milliseconds): void;
}

const DONE: IteratorResult<never> = { done: true, value: undefined };
const OVER = Promise.resolve(DONE);

/** Items that are released one after the other, before whatever else is due gets its turn. */
const MOST_AT_ONCE = 256;

/**
 * Releases items when they are due, on a timer of its own: whether a strategy is ready for them changes nothing. Every
 * timer is set for an absolute time, and an item that is late keeps the time at which it should have started.
 */
export class ArrivalSource implements Jobs, AsyncIterator<Job> {
  /** Items against their schedule; a virtual clock keeps it by itself. */
  readonly releases: Releases | undefined;
  readonly #parts: ArrivalSourceParts;
  readonly #origin: Milliseconds;
  readonly #items: JobSource<Item>;
  readonly #arrived = new Fifo<Arrived>();
  readonly #pullers = new Fifo<(next: IteratorResult<Job>) => void>();
  #taken = 0;
  #overflowed = 0;
  #ended = false;
  /** Items that were released in a row. */
  #atOnce = MOST_AT_ONCE;
  readonly #dueTimes: DueTimes;
  /** The item that becomes due next, and when it should start. */
  #upcoming: Item | undefined;
  #intended: Milliseconds = 0;
  #timer: Timer | undefined;
  #thrown: unknown;

  constructor(parts: ArrivalSourceParts) {
    const { workload, arrivals, clock, rng, signal } = parts;
    this.#parts = parts;
    this.#dueTimes = new DueTimes(arrivals, rng);
    this.#origin = clock.now();
    this.releases = clock.kind === 'real' ? new Releases() : undefined;
    this.#items = new JobSource(
      workload,
      (item) => item,
      () => signal.aborted,
    );
    signal.addEventListener('abort', () => this.end(), { once: true });
    queueMicrotask(this.#pull);
  }

  get exhausted(): boolean {
    return this.#ended && this.#arrived.size === 0;
  }

  /** Items that were pulled. */
  get taken(): number {
    return this.#taken;
  }

  /** Items that found no room. */
  get overflowed(): number {
    return this.#overflowed;
  }

  /** Items that have arrived so far. */
  get scheduled(): number {
    return this.#taken + this.#overflowed + this.#arrived.size;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Job>> {
    if (this.#parts.signal.aborted) return OVER;
    const arrived = this.#arrived.shift();
    if (arrived) return Promise.resolve(this.#take(arrived));
    if (this.#ended) return OVER;
    return new Promise((resolve) => this.#pullers.push(resolve));
  }

  /** Leaving a loop does not end the load: other pullers go on. */
  async return(): Promise<IteratorResult<Job>> {
    return DONE;
  }

  /** No further item becomes due. Those that are may still be pulled. */
  end(): void {
    this.#ended = true;
    this.#timer?.cancel();
    for (let puller = this.#pullers.shift(); puller; puller = this.#pullers.shift()) puller(DONE);
  }

  /** Ends the load and counts the items that arrived and that nobody pulled. Never rejects. */
  async close(): Promise<Untaken> {
    this.end();
    await this.#items.close(false);
    const intended: Milliseconds[] = [];
    for (let next = this.#arrived.shift(); next; next = this.#arrived.shift()) {
      intended.push(next.intended);
    }
    const rest: Untaken = { untaken: intended.length, intended };
    return this.#thrown === undefined ? rest : { ...rest, thrown: this.#thrown };
  }

  /** Asks for the next item. Callbacks and no async function, which costs a simulated item half a microsecond more. */
  readonly #pull = (): void => {
    try {
      const next = this.#items.pull();
      if ('then' in next) next.then(this.#schedule).catch(this.#fail);
      else this.#schedule(next);
    } catch (thrown) {
      this.#fail(thrown);
    }
  };

  readonly #schedule = ({ done, value: item }: IteratorResult<Item>): void => {
    if (this.#ended) return;
    const { clock, onEnd } = this.#parts;
    const time = done ? undefined : this.#dueTimes.of(item.index);
    if (time === undefined) {
      onEnd(done ? clock.now() : this.#origin + this.#dueTimes.end);
      this.end();
      return;
    }
    // As all instants: a timer set for less than a microsecond later would fire a whole one late.
    this.#upcoming = item;
    this.#intended = roundToMicrosecond(time);
    this.#waitUntil(this.#origin + this.#intended);
  };

  /**
   * Waits until it is time. Overdue items follow at once, though not without end. The first waits for an event of its own
   * like all others: a strategy must have begun to pull.
   */
  #waitUntil(time: Milliseconds): void {
    const { clock } = this.#parts;
    if (time <= clock.now() && this.#atOnce < MOST_AT_ONCE) {
      this.#atOnce++;
      queueMicrotask(this.#afterPullers);
      return;
    }
    this.#atOnce = 1;
    this.#timer = clock.at(time, this.#release, 1);
  }

  /** Once every promise has been answered: whoever comes back at once is free for the next item. */
  readonly #afterPullers = (): void => process.nextTick(this.#release);

  readonly #release = (): void => {
    const item = this.#upcoming;
    if (this.#ended || !item) return;
    const intended = this.#intended;
    const due = this.#parts.clock.now() - this.#origin;
    this.releases?.add(intended, due);
    try {
      this.#deliver({ item, intended, due });
      this.#pull();
    } catch (thrown) {
      this.#fail(thrown);
    }
  };

  readonly #fail = (thrown: unknown): void => {
    this.#thrown = thrown;
    this.end();
  };

  #deliver(arrived: Arrived): void {
    if (this.#pullers.size > 0) {
      const next = this.#take(arrived);
      this.#pullers.shift()?.(next);
      return;
    }
    const { overflow, onOverflow } = this.#parts;
    if (overflow && this.#arrived.size >= overflow.waiting) {
      this.#overflowed++;
      onOverflow(arrived.intended);
      if (overflow.policy === 'fail') throw new Error(noRoom(arrived, overflow));
    } else this.#arrived.push(arrived);
  }

  #take({ item, intended, due }: Arrived): IteratorResult<Job> {
    this.#taken++;
    return { done: false, value: this.#parts.toJob(item, intended, due) };
  }
}

function noRoom({ item, intended }: Arrived, { waiting }: OverflowPlan): string {
  const others = waiting === 0 ? 'nobody was free to take it' : `${waiting} others waited already`;
  return `item ${item.index} was due ${intended / 1_000} s after the start and ${others} (overflow: fail)`;
}
