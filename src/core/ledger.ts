import type { OutcomeKind, TimeoutStage } from './outcome.ts';

/**
 * Integer microseconds on the run's clock. Rounded when taken, so that sums of parts are exact.
 */
export type Microseconds = number;

/** One request on the wire. Field names are those of `attempts.jsonl`; what was not measured is absent, which is not 0. */
export interface AttemptEntry {
  /** From 0 within its item. */
  readonly attempt: number;
  /** The attempt wanted to start, its back-off being over. */
  readonly asked_us: Microseconds;
  /** The request was handed to the transport. */
  readonly sent_us: Microseconds;
  /** A new socket was ready; absent when one was reused. */
  readonly connected_us?: Microseconds | undefined;
  /** Status line and headers were complete. */
  readonly headers_us?: Microseconds | undefined;
  readonly first_byte_us?: Microseconds | undefined;
  /** First non-empty content, reasoning or tool input; streams only. */
  readonly first_token_us?: Microseconds | undefined;
  /** The same without reasoning. */
  readonly first_output_us?: Microseconds | undefined;
  readonly last_token_us?: Microseconds | undefined;
  /** Longest gap between two arrivals of tokens; needs two of them. */
  readonly longest_stall_us?: Microseconds | undefined;
  /** Body complete, error, timeout or abort. */
  readonly ended_us: Microseconds;
  readonly outcome: OutcomeKind;
  /** Which deadline a timeout missed. */
  readonly stage?: TimeoutStage | undefined;
  readonly status?: number | undefined;
  /** The provider's own word for a failure: `rate_limit_error`. */
  readonly error_type?: string | undefined;
  /** What the server asked to wait. */
  readonly retry_after_ms?: number | undefined;
  /** The wait that the retry policy chose after this attempt; absent when it was the last. */
  readonly backoff_ms?: number | undefined;
  readonly request_id?: string | undefined;
  readonly input_tokens?: number | undefined;
  /** Of the input tokens, those that were read from a cache. */
  readonly cache_read_tokens?: number | undefined;
  /** Of the input tokens, those that were written to a cache. */
  readonly cache_write_tokens?: number | undefined;
  readonly output_tokens?: number | undefined;
  readonly bytes_in: number;
  /** Only of attempts that had copies: the one that was answered first won. */
  readonly hedge?: 'won' | 'lost' | undefined;
  /** Failures only: one bounded line. */
  readonly message?: string | undefined;
}

/** The one bin in which each scheduled item ends. */
export type Bin = 'completed' | 'failed' | 'dropped' | 'incomplete';

/** One item with all its attempts. A line of `attempts.jsonl` is this, with the strategy's name. */
export interface LedgerEntry {
  readonly item: number;
  readonly round: number;
  /** When the item should have started. */
  readonly intended_us: Microseconds;
  /** The timer for `intended_us` fired. */
  readonly due_us: Microseconds;
  /** The strategy pulled the item; absent when it never did. */
  readonly taken_us?: Microseconds | undefined;
  /** Final outcome known; absent for an incomplete item. */
  readonly done_us?: Microseconds | undefined;
  readonly bin: Bin;
  /** Outcome of the last attempt; absent for an item without one. */
  readonly outcome?: OutcomeKind | undefined;
  /** Why a task failed, where none of its attempts says it. */
  readonly message?: string | undefined;
  readonly attempts: readonly AttemptEntry[];
}
