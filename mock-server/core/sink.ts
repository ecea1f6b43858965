import type { Milliseconds } from '../../src/core/units.ts';

/** What carries requests to the server: real sockets, an in-process `fetch`, msw. */
export type Host = 'http' | 'fetch' | 'msw';

/** A socket, as a host counts them. */
export interface Connection {
  /** From 1. */
  readonly id: number;
  /** Number of the request on this socket, from 1. */
  readonly nth: number;
}

/** A request as a host hands it to the server. */
export interface MockRequest {
  readonly host: Host;
  /** Where the client found the server: `http://127.0.0.1:4010`. */
  readonly origin: string;
  readonly connection?: Connection;
  /** When its head arrived, where a host sees that before the body. */
  readonly headAt?: Milliseconds;
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The body is larger than its path allows, and was not read to its end. */
  readonly oversized?: boolean;
}

/** Part of a reply's body. Text is sent as UTF-8. */
export type Chunk = string | Uint8Array;

/** How a connection ends too early: RST, or FIN as if all had been said. */
export type Break = 'reset' | 'fin';

/**
 * Where a reply goes: `head`, then any number of `write`, then `end`. A fault may `break` it at any
 * point, also after its end: then the connection that is kept alive breaks.
 */
export interface ReplySink {
  head(status: number, headers: Record<string, string>): void;
  write(chunk: Chunk): void;
  end(chunk?: Chunk): void;
  break(how: Break): void;
  /** Whether so much waits for a slow client that a stream had better stand still. @default false */
  readonly isFull?: boolean;
  /** Where a host joins chunks of one instant: sends those so far by themselves. */
  flush?(): void;
  /** Only the http host: bytes beside the framing of the body. */
  raw?(text: string): void;
}
