import type { Clock } from '../src/core/clock.ts';
import type { Exchange } from './core/call.ts';
import type { Mock } from './core/mock.ts';
import type { Chunk, ReplySink } from './core/sink.ts';

const encoder = new TextEncoder();

/**
 * A `fetch` that reaches the mock without a socket, whatever the origin. It works on any clock, and
 * an SDK takes it as its `fetch` option. An abort rejects, or ends the body's stream, with the
 * signal's reason.
 */
export function createFetch(mock: Mock): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await whileHeld(mock.clock, () => request.text());
    const { pathname, search } = new URL(request.url);
    return new Promise((resolve, reject) => {
      const { signal } = request;
      if (signal.aborted) return reject(signal.reason);
      const reply = new FetchReply(resolve, () => exchange.abort());
      const exchange: Exchange = mock.handle(
        {
          method: request.method,
          path: pathname,
          query: search.slice(1),
          headers: Object.fromEntries(request.headers),
          body,
        },
        reply,
      );
      signal.addEventListener('abort', () => {
        exchange.abort();
        reply.fail(signal.reason);
        reject(signal.reason);
      });
    });
  };
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

/** Turns pushed chunks into a `Response` whose body is a stream of them. */
class FetchReply implements ReplySink {
  readonly #respond: (response: Response) => void;
  readonly #body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** @param cancelled the reader gave up the body */
  constructor(respond: (response: Response) => void, cancelled: () => void) {
    this.#respond = respond;
    this.#body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => {
          this.#controller = undefined;
          cancelled();
        },
      },
      { highWaterMark: 0 },
    );
  }

  head(status: number, headers: Record<string, string>): void {
    this.#respond(new Response(this.#body, { status, headers }));
  }

  write(chunk: Chunk): void {
    this.#controller?.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
  }

  end(chunk?: Chunk): void {
    if (chunk !== undefined) this.write(chunk);
    this.#controller?.close();
    this.#controller = undefined;
  }

  fail(reason: unknown): void {
    this.#controller?.error(reason);
    this.#controller = undefined;
  }
}
