import type { Dispatcher } from 'undici';
import type { Cancellation, Headers, ReplySink } from '../../core/wire.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { cancelled, wireFailure } from './wire-failure.ts';

type IncomingHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Tells a sink what undici reports of one request, and gives the request up when it is cancelled.
 */
export class ReplyHandler implements Dispatcher.DispatchHandler {
  readonly #sink: ReplySink;
  readonly #pool: ConnectionPool;
  readonly #cancellation: Cancellation;
  #controller: Dispatcher.DispatchController | undefined;
  #headArrived = false;
  #ended = false;

  constructor(sink: ReplySink, pool: ConnectionPool, cancellation: Cancellation) {
    this.#sink = sink;
    this.#pool = pool;
    this.#cancellation = cancellation;
    cancellation.onAbort(() => this.#giveUp());
  }

  /** Whether the sink has heard the last. */
  get ended(): boolean {
    return this.#ended;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const fresh = this.#pool.takeOpened();
    if (this.#ended) this.#release();
    else this.#sink.connected(fresh);
  }

  /** Informational heads (1xx) are not the reply's. */
  onResponseStart(_: unknown, status: number, headers: IncomingHeaders): void {
    if (status < 200) return;
    this.#headArrived = true;
    this.#sink.head(status, joinRepeated(headers));
  }

  onResponseData(_: unknown, chunk: Uint8Array): void {
    this.#sink.data(chunk);
  }

  onResponseEnd(): void {
    if (this.#isFirstEnd()) this.#sink.end();
  }

  onResponseError(_: unknown, error: Error): void {
    if (!this.#isFirstEnd()) return;
    this.#sink.fail(wireFailure(error, this.#headArrived, this.#pool.host));
  }

  /** A request that still waits for a socket is answered at once, and released when it gets one. */
  #giveUp(): void {
    if (!this.#isFirstEnd()) return;
    this.#sink.fail(cancelled(this.#cancellation.signal.reason));
    this.#release();
  }

  /** Closes the socket: a request on the wire cannot be stopped in any other way. */
  #release(): void {
    this.#controller?.abort(new DOMException('The attempt was given up.', 'AbortError'));
  }

  /** Also remembers that it came. */
  #isFirstEnd(): boolean {
    const isFirst = !this.#ended;
    this.#ended = true;
    return isFirst;
  }
}

/** Most replies repeat no header: theirs are taken as they are. */
function joinRepeated(headers: IncomingHeaders): Headers {
  for (const name in headers) {
    if (typeof headers[name] !== 'string') return joined(headers);
  }
  return headers as Headers;
}

function joined(headers: IncomingHeaders): Headers {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return single;
}
