import type { Clock } from '../src/core/clock.ts';
import { bodyLimit } from './api/size.ts';
import type { Exchange } from './core/call.ts';
import type { Mock } from './core/mock.ts';
import type { Break, Chunk, Host, ReplySink } from './core/sink.ts';

const encoder = new TextEncoder();

/** How Node's own fetch words a broken connection. */
const BREAKS: Readonly<Record<Break, { readonly code: string; readonly message: string }>> = {
  reset: { code: 'ECONNRESET', message: 'read ECONNRESET' },
  fin: { code: 'UND_ERR_SOCKET', message: 'other side closed' },
};

/**
 * A `fetch` that reaches the mock without a socket, whatever the origin. It works on any clock, and
 * an SDK takes it as its `fetch` option. An abort rejects, or ends the body's stream, with the
 * signal's reason; a connection that breaks, with the `TypeError` of Node's own fetch.
 *
 * @throws {BenchError} MOCK_FAILED when the plan holds a fault that needs a socket
 */
export function createFetch(mock: Mock): typeof fetch {
  return createHostedFetch(mock, 'fetch');
}

/** The same for another host that lives in the client's process. */
export function createHostedFetch(mock: Mock, host: Host): typeof fetch {
  mock.attach(host);
  return async (input, init) => {
    // A Request would follow the signal only as long as somebody holds the Request.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const request = new Request(input, { ...init, signal: null });
    const body = await whileHeld(mock.clock, () => request.text());
    const { origin, pathname, search } = new URL(request.url);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        exchange.abort();
        reply.fail(signal?.reason);
      };
      const reply = new FetchReply(resolve, reject, {
        cancelled: () => exchange.abort(),
        closed: () => signal?.removeEventListener('abort', stop),
      });
      signal?.addEventListener('abort', stop, { once: true });
      const exchange: Exchange = mock.handle(
        {
          host,
          origin,
          method: request.method,
          path: pathname,
          query: search.slice(1),
          headers: Object.fromEntries(request.headers),
          body,
          oversized: isOversized(pathname, body),
        },
        reply,
      );
    });
  };
}

/** A character takes at most three bytes: few bodies need to be measured. */
function isOversized(path: string, body: string): boolean {
  const limit = bodyLimit(path);
  return body.length * 3 > limit && Buffer.byteLength(body) > limit;
}

/** Keeps virtual time from running on while Node reads. */
async function whileHeld<T>(clock: Clock, read: () => Promise<T>): Promise<T> {
  const release = clock.hold();
  try {
    return await read();
  } finally {
    release();
  }
}

/** Who wants to know that a reply is over. */
interface Endings {
  /** The reader gave up the body. */
  cancelled(): void;
  /** Nothing more will happen, for whatever reason. */
  closed(): void;
}

/** Turns pushed chunks into a `Response` whose body is a stream of them. */
class FetchReply implements ReplySink {
  readonly #respond: (response: Response) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #responded = false;
  /** What the reader gets when it has read all that came before. */
  #failure: TypeError | undefined;
  readonly #closed: () => void;

  constructor(
    respond: (response: Response) => void,
    reject: (reason: unknown) => void,
    { cancelled, closed }: Endings,
  ) {
    this.#respond = respond;
    this.#reject = reject;
    this.#closed = closed;
    this.#body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          if (this.#failure !== undefined) this.fail(this.#failure);
        },
        cancel: () => {
          this.#controller = undefined;
          closed();
          cancelled();
        },
      },
      { highWaterMark: 0 },
    );
  }

  head(status: number, headers: Record<string, string>): void {
    this.#responded = true;
    this.#respond(new Response(this.#body, { status, headers }));
  }

  write(chunk: Chunk): void {
    const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    if (bytes.length > 0) this.#controller?.enqueue(bytes);
  }

  end(chunk: Chunk = ''): void {
    this.write(chunk);
    this.#controller?.close();
    this.#controller = undefined;
    this.#closed();
  }

  break(how: Break): void {
    const { code, message } = BREAKS[how];
    const cause = Object.assign(new Error(message), { code });
    const words = this.#responded ? 'terminated' : 'fetch failed';
    const failure = new TypeError(words, { cause });
    const isRead = this.#controller?.desiredSize === 0;
    if (isRead || !this.#responded) this.fail(failure);
    else this.#failure = failure;
  }

  fail(reason: unknown): void {
    if (!this.#responded) this.#reject(reason);
    this.#controller?.error(reason);
    this.#controller = undefined;
    this.#closed();
  }
}
