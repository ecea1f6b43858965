import { fetch } from 'undici';
import type { ConnectionPool } from './connection-pool.ts';
import { ReplyHandler } from './reply-handler.ts';
import type { SdkWire } from './sdk.ts';
import { TeeHandler } from './tee-handler.ts';

/** An SDK's requests over sockets of ours. */
export function createSocketWire(pool: ConnectionPool): SdkWire {
  return {
    root: pool.root,
    // undici's own fetch: Node's built-in one does not take another undici's sockets.
    fetch: fetch as unknown as typeof globalThis.fetch,
    watched: (sink, cancellation) => ({
      dispatcher: pool.wrapped(
        (handler) => new TeeHandler(new ReplyHandler(sink, pool, cancellation), handler),
      ),
      redirect: 'manual',
    }),
    close: () => pool.close(),
  };
}
