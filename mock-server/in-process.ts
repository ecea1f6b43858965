import type { ReplySink as ClientSink, Transport } from '../src/core/wire.ts';
import type { Mock } from './core/mock.ts';
import type { Chunk, ReplySink } from './core/sink.ts';

const encoder = new TextEncoder();

/** Requests that reach the mock as HTTP would bring them, bytes and all, but without a socket. Works on any clock. */
export function createInProcessTransport(mock: Mock): Transport {
  return {
    send({ method, path, headers, body }, sink, signal) {
      sink.connected(false);
      const text = JSON.stringify(body);
      const exchange = mock.handle({ method, path, query: '', headers, body: text }, pass(sink));
      signal.addEventListener('abort', () => {
        exchange.abort();
        sink.fail({ kind: 'cancelled', message: 'aborted' });
      });
    },
    close: async () => {},
  };
}

function pass(sink: ClientSink): ReplySink {
  const write = (chunk: Chunk) => {
    sink.data(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
  };
  return {
    head: (status, headers) => sink.head(status, headers),
    write,
    end(chunk) {
      if (chunk !== undefined) write(chunk);
      sink.end();
    },
  };
}
