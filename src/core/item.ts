import type { Arrivals } from './arrivals.ts';

/** One logical request of a workload. */
export interface Item {
  /** Position in the workload, from 0. Keys every random draw that concerns this item. */
  readonly index: number;
  readonly prompt: string;
  readonly system?: string;
  /** Most output tokens that the provider may produce. */
  readonly maxTokens: number;
  /** Whom or what it is for, where items are kept apart: a customer, a model. */
  readonly tag?: string;
  /** Where the item came from, for messages and saved answers: `reviews.csv:12`. */
  readonly source?: string;
}

/** Items in order, pulled one at a time, so that a million of them never sit in memory. */
export interface Workload {
  /** Number of items where it is known before reading them. */
  readonly count: number | undefined;
  /** A fresh pass over the items. A broken row throws a {@link BenchError} that names its line. */
  items(): Iterable<Item> | AsyncIterable<Item>;
  /** When the items become due; absent when all of them are at the start. */
  readonly arrivals?: Arrivals;
}
