import type { Item } from './item.ts';
import type { Job } from './job.ts';
import type { Failure, Outcome } from './outcome.ts';

/** What one batch may hold. */
export const MOST_REQUESTS = 100_000;
export const MOST_BYTES = 256_000_000;

/** What a batch API says, or why it did not answer. */
export type BatchReply<T> = { readonly ok: T } | { readonly failure: Failure };

/** The asynchronous batch API of a target, one HTTP request a call. Never rejects. */
export interface BatchClient {
  /** Bytes that an item adds to a batch. */
  sizeOf(item: Item): number;
  /** Creates a batch of these items. @returns its id */
  create(items: readonly Item[], signal: AbortSignal): Promise<BatchReply<string>>;
  /** @returns whether the whole batch has been worked on */
  hasEnded(id: string, signal: AbortSignal): Promise<BatchReply<boolean>>;
  /**
   * Reads the results, in whatever order they come.
   *
   * @param take called for each result as its line arrives, with the item's index and the length of the line
   */
  results(
    id: string,
    take: (item: number, outcome: Outcome, bytes: number) => void,
    signal: AbortSignal,
  ): Promise<BatchReply<true>>;
  /** Asks the server to work on nothing more of it. */
  cancel(id: string, signal: AbortSignal): Promise<BatchReply<true>>;
}

/** Batches, as a strategy makes them. */
export interface Batches {
  /** An empty batch. */
  open(): BatchDraft;
}

/** A batch that has not been sent. */
export interface BatchDraft {
  readonly size: number;
  /** Puts a job in. @returns false when there is no room for it, and it was not */
  add(job: Job): boolean;
  /**
   * Sends it: an attempt of each of its items begins. A refusal is retried as the scenario says.
   *
   * @returns `undefined` when it was refused for good; its items have failed then
   */
  send(): Promise<OpenBatch | undefined>;
}

/** A batch that the server has. */
export interface OpenBatch {
  /**
   * Asks whether it has ended. That is no attempt.
   *
   * @returns also true when there is no more hope of an answer; its items have failed then
   */
  hasEnded(): Promise<boolean>;
  /** Asks the server to end it; what it has done by then keeps its results. */
  cancel(): Promise<void>;
  /**
   * Reads the results and settles the items, but for those that may be tried again.
   *
   * @param again whether an errored item may be
   * @returns those
   */
  results(again: (failure: Failure) => boolean): Promise<readonly Job[]>;
}
