import type { OutcomeKind, TimeoutStage } from './outcome.ts';

/**
 * Integer microseconds on the run's clock. Rounded when taken, so that sums of parts are exact.
 */
export type Microseconds = number;

/** One request on the wire. Field names are those of `attempts.jsonl`. */
export interface AttemptEntry {
  /** From 0 within its item. */
  readonly attempt: number;
  /** The attempt wanted to start, its back-off being over. */
  readonly asked_us: Microseconds;
  /** The request was handed to the transport. */
  readonly sent_us: Microseconds;
  /** A new socket was ready; absent when one was reused. */
  readonly connected_us?: Microseconds;
  /** Status line and headers were complete. */
  readonly headers_us?: Microseconds;
  readonly first_byte_us?: Microseconds;
  /** First non-empty content, reasoning or tool input; streams only. */
  readonly first_token_us?: Microseconds;
  /** The same without reasoning. */
  readonly first_output_us?: Microseconds;
  readonly last_token_us?: Microseconds;
  /** Longest gap between two arrivals of tokens; needs two of them. */
  readonly longest_stall_us?: Microseconds;
  /** Body complete, error, timeout or abort. */
  readonly ended_us: Microseconds;
  readonly outcome: OutcomeKind;
  /** Which deadline a timeout missed. */
  readonly stage?: TimeoutStage;
  readonly status?: number;
  /** The provider's own word for a failure: `rate_limit_error`. */
  readonly error_type?: string;
  /** What the server asked to wait. */
  readonly retry_after_ms?: number;
  /** The wait that the retry policy chose after this attempt; absent when it was the last. */
  readonly backoff_ms?: number;
  readonly request_id?: string;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly bytes_in: number;
  /** Failures only: one bounded line. */
  readonly message?: string;
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
  readonly taken_us?: Microseconds;
  /** Final outcome known; absent for an incomplete item. */
  readonly done_us?: Microseconds;
  readonly bin: Bin;
  /** Outcome of the last attempt; absent for an item without one. */
  readonly outcome?: OutcomeKind;
  readonly attempts: readonly AttemptEntry[];
}
