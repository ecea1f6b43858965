import type { Transport } from '../../core/wire.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { ReplyHandler } from './reply-handler.ts';

/** Requests straight over undici's sockets, without fetch or streams: the least a client costs. */
export function createUndiciTransport(pool: ConnectionPool): Transport {
  return {
    send(request, sink, cancellation) {
      const handler = new ReplyHandler(sink, pool, cancellation);
      if (!handler.ended) pool.dispatch(request, handler);
    },
    waiting: () => pool.waiting,
    close: () => pool.close(),
  };
}
