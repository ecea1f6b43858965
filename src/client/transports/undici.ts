import type { Transport } from '../../core/wire.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { ReplyHandler } from './reply-handler.ts';
import { cancelled } from './wire-failure.ts';

/** Requests straight over undici's sockets, without fetch or streams: the least a client costs. */
export function createUndiciTransport(pool: ConnectionPool): Transport {
  return {
    send({ method, path, headers, body }, sink, signal) {
      if (signal.aborted) return sink.fail(cancelled(signal.reason));
      const handler = new ReplyHandler(sink, pool, signal);
      const request = { method, path, headers, body: body ? JSON.stringify(body) : null };
      pool.dispatch(request, handler);
    },
    waiting: () => pool.waiting,
    close: () => pool.close(),
  };
}
