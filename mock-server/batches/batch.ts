import type { Milliseconds } from '../../src/core/units.ts';

/** One request of a batch, as it was sent. */
export interface BatchRequest {
  readonly customId: string;
  readonly params: unknown;
}

/** What became of a request. */
export type BatchOutcome = 'succeeded' | 'errored' | 'canceled' | 'expired';

export type BatchStatus = 'in_progress' | 'canceling' | 'ended';

export type BatchCounts = Readonly<Record<BatchOutcome | 'processing', number>>;

export const EXPIRES_AFTER: Milliseconds = 86_400_000;

export const ARCHIVED_AFTER: Milliseconds = 29 * EXPIRES_AFTER;

/** What a batch is made of. */
export interface BatchParts {
  readonly id: string;
  /** From 1, in the order of creation: keys its draws. */
  readonly number: number;
  readonly createdAt: Date;
  readonly requests: readonly BatchRequest[];
  /** Age of the batch at which each request is done. */
  readonly doneAt: Float64Array;
  /** What becomes of a request that is done. */
  outcomeOf(index: number): BatchOutcome;
  readonly cancelLatency: Milliseconds;
  readonly liveCounts: boolean;
}

/**
 * One batch. It has no timers: its state at any age follows from when its requests are done and
 * when it was cancelled. Ages are counted from its creation.
 */
export class Batch {
  readonly id: string;
  readonly number: number;
  readonly createdAt: Date;
  readonly requests: readonly BatchRequest[];
  readonly #parts: BatchParts;
  readonly #naturalEnd: Milliseconds;
  #cancelledAt: Milliseconds | undefined;
  #finalCounts: BatchCounts | undefined;

  constructor(parts: BatchParts) {
    this.id = parts.id;
    this.number = parts.number;
    this.createdAt = parts.createdAt;
    this.requests = parts.requests;
    this.#parts = parts;
    this.#naturalEnd = Math.min(EXPIRES_AFTER, latest(parts.doneAt));
  }

  /** Age at which cancellation was asked for. */
  get cancelledAt(): Milliseconds | undefined {
    return this.#cancelledAt;
  }

  /** Age at which processing ends. */
  get endsAt(): Milliseconds {
    if (this.#cancelledAt === undefined) return this.#naturalEnd;
    return this.#cancelledAt + this.#parts.cancelLatency;
  }

  /** Asked for a second time, it changes nothing. */
  cancel(age: Milliseconds): void {
    this.#cancelledAt ??= age;
  }

  status(age: Milliseconds): BatchStatus {
    if (age >= this.endsAt) return 'ended';
    return this.#cancelledAt === undefined ? 'in_progress' : 'canceling';
  }

  /** All are processing until the end, however many are done, unless counts are live. */
  counts(age: Milliseconds): BatchCounts {
    if (this.status(age) === 'ended') {
      this.#finalCounts ??= this.#count(() => true);
      return this.#finalCounts;
    }
    return this.#count((index) => this.#parts.liveCounts && this.#isDone(index, age));
  }

  /** What has become of a request when the batch has ended. */
  outcome(index: number): BatchOutcome {
    if (this.#cancelledAt !== undefined) {
      return this.#isDone(index, this.#cancelledAt) ? this.#parts.outcomeOf(index) : 'canceled';
    }
    return this.#isDone(index, EXPIRES_AFTER) ? this.#parts.outcomeOf(index) : 'expired';
  }

  /** Requests that wait for their end. */
  waiting(age: Milliseconds): number {
    if (this.status(age) === 'ended') return 0;
    return this.#parts.doneAt.reduce((sum, doneAt) => (doneAt > age ? sum + 1 : sum), 0);
  }

  #count(isKnown: (index: number) => boolean): BatchCounts {
    const counts = { processing: 0, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
    for (let index = 0; index < this.requests.length; index++) {
      counts[isKnown(index) ? this.outcome(index) : 'processing']++;
    }
    return counts;
  }

  #isDone(index: number, age: Milliseconds): boolean {
    return (this.#parts.doneAt[index] ?? Number.POSITIVE_INFINITY) <= age;
  }
}

function latest(times: Float64Array): Milliseconds {
  return times.reduce((last, time) => Math.max(last, time), 0);
}
