import type { Item } from './item.ts';
import type { Failure, Outcome } from './outcome.ts';

/** Header names in lower case. A header that came twice holds its values joined by `, `. */
export type Headers = Readonly<Record<string, string>>;

/** A request as it goes on the wire. */
export interface WireRequest {
  readonly method: 'POST' | 'GET';
  /** Path below the base URL, with a leading slash: `/v1/messages`. */
  readonly path: string;
  readonly headers: Headers;
  /** Plain data: a raw transport serialises it, an SDK takes it as its parameters. Absent in a GET. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What a chunk of a reply held: nothing that counts, reasoning only, or output (content, tool input). */
export type TokenKind = 'none' | 'reasoning' | 'output';

/** Reads one reply as it arrives, and says at its end what it was. Pure: it holds state but reads no clock. */
export interface ReplyReader {
  head(status: number, headers: Headers): void;
  /** Takes the next bytes, cut anywhere, also inside a character. */
  data(bytes: Uint8Array): TokenKind;
  /** Pieces of the answer that the latest bytes completed. */
  readonly pieces: number;
  /** The reply ended properly on the wire; whether it was complete is the reader's judgement. */
  end(): Outcome;
}

/** The shape of one API: an item to a request, a reply to an outcome. Knows nothing of sockets. */
export interface Provider {
  readonly kind: string;
  request(item: Item, attempt: number): WireRequest;
  createReader(): ReplyReader;
}

/** What a transport reports while a reply arrives, in this order. Exactly one of `end` and `fail` comes last. */
export interface ReplySink {
  /** A socket is ready for this request: a new one (`fresh`) or one that is reused. */
  connected(fresh: boolean): void;
  head(status: number, headers: Headers): void;
  data(bytes: Uint8Array): void;
  end(): void;
  fail(failure: Failure): void;
}

/** Tells when a request is to be given up: on a timeout, a cancelled strategy or the end of the run. */
export interface Cancellation {
  /** Made when it is first asked for. */
  readonly signal: AbortSignal;
  /** Calls back when `signal` aborts, at once if it has: the same for a hundredth of its cost. One listener. */
  onAbort(listener: () => void): void;
}

/** Moves bytes. */
export interface Transport {
  send(request: WireRequest, sink: ReplySink, cancellation: Cancellation): void;
  /** Requests that wait for a socket at this instant, where sockets are bounded. */
  waiting?(): number;
  close(): Promise<void>;
}
