import type { Failure } from '../src/core/outcome.ts';
import type { ReplySink as ClientSink, Transport } from '../src/core/wire.ts';
import type { Mock } from './core/mock.ts';
import type { Break, Chunk, ReplySink } from './core/sink.ts';

const encoder = new TextEncoder();

/** What a client at a socket would say of a broken connection. */
const BREAKS: Readonly<Record<Break, string>> = {
  reset: 'connection reset: in process (ECONNRESET)',
  fin: 'connection closed: in process (UND_ERR_SOCKET)',
};

/**
 * Requests that reach the mock as HTTP would bring them, bytes and all, but without a socket. Works
 * on any clock.
 *
 * @throws {BenchError} MOCK_FAILED when the plan holds a fault that needs a socket
 */
export function createInProcessTransport(mock: Mock): Transport {
  mock.attach('fetch');
  return {
    send({ method, path, headers, body }, sink, cancellation) {
      sink.connected(false);
      const reply = pass(sink);
      const exchange = mock.handle(
        {
          host: 'fetch',
          origin: 'http://mock.invalid',
          method,
          path,
          query: '',
          headers,
          body: body ? JSON.stringify(body) : '',
        },
        reply,
      );
      cancellation.onAbort(() => {
        exchange.abort();
        reply.fail({ kind: 'cancelled', message: 'aborted' });
      });
    },
    close: async () => {},
  };
}

/** Exactly one of the client's `end` and `fail` comes last, whatever happens after it. */
function pass(sink: ClientSink): ReplySink & { fail(failure: Failure): void } {
  let headSent = false;
  let over = false;
  const write = (chunk: Chunk) => {
    if (!over) sink.data(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
  };
  const fail = (failure: Failure) => {
    if (!over) sink.fail(failure);
    over = true;
  };
  return {
    head(status, headers) {
      headSent = true;
      sink.head(status, headers);
    },
    write,
    end(chunk) {
      if (chunk !== undefined) write(chunk);
      if (!over) sink.end();
      over = true;
    },
    break(how) {
      const what = BREAKS[how];
      if (headSent) fail({ kind: 'truncated', message: `reply cut short, ${what}` });
      else fail({ kind: 'connection', message: what });
    },
    fail,
  };
}
