import type { AttemptRequest } from '../core/client.ts';
import type { Item } from '../core/item.ts';
import type { Around, Job } from '../core/job.ts';
import type { Outcome } from '../core/outcome.ts';
import type { StrategyContext } from '../core/strategy.ts';

/** Makes one request, and says what became of it. Never rejects. */
export type Send = (request: AttemptRequest) => Promise<Outcome>;

/** An item in the hands of the user's own code, which decides how many attempts it has. */
export interface OpenJob {
  readonly item: Item;
  /** Whether one of its attempts is on the wire. */
  readonly busy: boolean;
  /** What became of its last attempt; absent before the first one ended. */
  readonly outcome: Outcome | undefined;
  /** Makes attempts, with the scenario's retries, until one succeeds or no other may follow. Never rejects. */
  call(request: Item, around?: Around): Promise<Outcome>;
  /** Makes one attempt over somebody else's wire. Never rejects. @param asks what it asks, where that is known */
  attempt(send: Send, asks?: Item): Promise<Outcome>;
}

/** A job that can be handed over to the user's own code. */
export interface OpenableJob extends Job {
  /** Call it instead of `run`. The item is settled when the strategy has ended. */
  open(): OpenJob;
}

/** What the user's own code may do besides. */
export interface OpenContext extends StrategyContext {
  /** Makes one attempt that belongs to no item: it is counted, but is in no row. Never rejects. */
  stray(send: Send, asks?: Item): Promise<Outcome>;
}
