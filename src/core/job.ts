import type { Item } from './item.ts';
import type { Outcome } from './outcome.ts';
import type { Milliseconds } from './units.ts';

/** Runs an attempt inside something: p-limit's `limit` and p-queue's `add` have this very shape. */
export type Around = <T>(attempt: () => Promise<T>) => Promise<T>;

/** When copies of an unanswered attempt are sent. The first that is answered wins, the others are aborted. */
export interface Hedge {
  /** Most copies alive, the original included. */
  readonly max: number;
  /** How long the latest copy is waited for before the next is sent; `undefined` = no further one. */
  after(): Milliseconds | undefined;
}

/** How an item ended, after all its attempts. */
export interface Settled {
  readonly item: Item;
  readonly outcome: Outcome;
  readonly attempts: number;
}

/** What a strategy pulls and runs: an item with its attempts. */
export interface Job {
  readonly item: Item;
  /**
   * Makes the item's attempts, with the scenario's retries, and measures them. Never rejects. Call it once.
   *
   * @param around wraps each single attempt; without it nothing is held between attempts
   * @param hedge when copies of an attempt are sent; without it none are
   */
  run(around?: Around, hedge?: Hedge): Promise<Settled>;
}

/** The jobs of a run. They are pulled one at a time, also by several pullers at once, and end when the run is stopped. */
export interface Jobs extends AsyncIterable<Job> {
  /** True once it is known that no further job will come. */
  readonly exhausted: boolean;
}

/**
 * Hears of an attempt's end. With `no-backoff` it says that the strategy itself does the waiting before the next attempt:
 * if the policy retries, it does so at once.
 */
export type AttemptListener = (end: AttemptEnd) => 'no-backoff' | undefined;

/** What a listener hears at the end of each attempt, before the decision to retry. */
export interface AttemptEnd {
  readonly item: Item;
  /** From 0. */
  readonly attempt: number;
  readonly outcome: Outcome;
  readonly startedAt: Milliseconds;
  readonly endedAt: Milliseconds;
  /** Attempts on the wire when this one started, itself included. */
  readonly inFlightAtStart: number;
}
