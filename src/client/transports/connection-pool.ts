import type { Dispatcher } from 'undici';
import { Pool } from 'undici';
import type { WireRequest } from '../../core/wire.ts';

export interface PoolOptions {
  /** Where the API is. A trailing `/v1` is accepted, since the paths of requests begin with it. */
  readonly baseUrl: string;
  /** Most sockets, and so most requests in flight; `undefined` = as many as are asked for. */
  readonly connections: number | undefined;
  /** A new socket for every request. */
  readonly freshClient: boolean;
}

/**
 * The sockets to one API. HTTP/1.1, one request at a time on each, no timeout of its own: deadlines
 * are the caller's.
 */
export class ConnectionPool {
  /** With its port: `127.0.0.1:8080`. */
  readonly host: string;
  /** Base URL without a trailing slash or `/v1`. */
  readonly root: string;
  readonly #basePath: string;
  readonly #freshClient: boolean;
  readonly #pool: Pool;
  #opened = false;

  constructor({ baseUrl, connections, freshClient }: PoolOptions) {
    const { origin, host, pathname } = new URL(baseUrl);
    this.host = host;
    this.#basePath = pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.root = origin + this.#basePath;
    this.#freshClient = freshClient;
    this.#pool = new Pool(origin, {
      connections: connections ?? null,
      pipelining: 1,
      allowH2: false,
      connectTimeout: 0,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    // undici does not say whose a new socket is, but starts the request that waited for it in this
    // very call.
    this.#pool.on('connect', () => {
      this.#opened = true;
    });
  }

  /** Sends a request; its path is below the base URL. Errors go to the handler. */
  dispatch(
    { method, path, headers, body }: WireRequest,
    handler: Dispatcher.DispatchHandler,
  ): void {
    const request = {
      method,
      path: this.#basePath + path,
      headers,
      body: body ? JSON.stringify(body) : null,
      reset: this.#freshClient,
    };
    this.#pool.dispatch(request, handler);
  }

  /** The pool as `fetch` takes it, with each request's handler wrapped. */
  wrapped(wrap: (handler: Dispatcher.DispatchHandler) => Dispatcher.DispatchHandler): Dispatcher {
    return this.#pool.compose((dispatch) => (request, handler) => {
      return dispatch({ ...request, reset: this.#freshClient }, wrap(handler));
    });
  }

  /** Whether the request that starts in this very call does so on a new socket. Answers once. */
  takeOpened(): boolean {
    const opened = this.#opened;
    this.#opened = false;
    return opened;
  }

  /** Requests that wait because every socket is taken. */
  get waiting(): number {
    return this.#pool.stats.queued;
  }

  /** Closes every socket, also those in use. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
