import type { ReplySink } from '../../core/wire.ts';
import type { SdkWire } from './sdk.ts';

/** Of a `fetch` whose reply somebody watches. */
interface WatchedInit extends RequestInit {
  readonly watchedBy?: ReplySink;
}

/** An SDK's requests to a server in this process. */
export function createInProcessWire(fetch: typeof globalThis.fetch): SdkWire {
  return {
    // Never looked up: no name that ends so can exist.
    root: 'http://mock.invalid',
    async fetch(input, init: WatchedInit = {}) {
      const { watchedBy, ...rest } = init;
      watchedBy?.connected(false);
      const response = await fetch(input, rest);
      if (!watchedBy) return response;
      const { status, headers, body } = response;
      watchedBy.head(status, Object.fromEntries(headers));
      return new Response(body?.pipeThrough(report(watchedBy)) ?? null, { status, headers });
    },
    watched: (watchedBy) => ({ watchedBy }),
    close: async () => {},
  };
}

/** Tells of the bytes that pass. */
function report(sink: ReplySink): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(bytes, controller) {
      sink.data(bytes);
      controller.enqueue(bytes);
    },
  });
}
