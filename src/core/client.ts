import type { Item } from './item.ts';
import type { Outcome } from './outcome.ts';
import type { Cancellation } from './wire.ts';

/**
 * Hears the progress of one attempt as it happens. The listener reads the clock, so that every client is timed in the
 * same way; a client calls these before it parses what arrived.
 */
export interface AttemptWatch {
  /** A socket is ready for this request: a new one (`fresh`) or one that is reused. */
  connected(fresh: boolean): void;
  /** Status line and headers are complete. */
  headers(): void;
  /** Bytes of the body arrived. */
  bytes(count: number): void;
  /**
   * Non-empty pieces of the answer arrived: `output` is content or tool input, otherwise they are reasoning.
   *
   * @param pieces that came in one read. @default 1
   */
  token(output: boolean, pieces?: number): void;
}

/** One attempt as the runner hands it down. */
export interface AttemptRequest extends Cancellation {
  readonly item: Item;
  /** From 0. */
  readonly attempt: number;
  readonly watch: AttemptWatch;
}

/** Sends attempts to a target. A provider (shape) over a transport (bytes) makes one. */
export interface Client {
  /** Never rejects: a failure is an outcome. An abort settles promptly, as `cancelled`. */
  send(request: AttemptRequest): Promise<Outcome>;
  /** Requests that wait for a socket at this instant, where sockets are bounded. */
  waiting?(): number;
  /** Closes sockets. */
  close(): Promise<void>;
}
