import type { AttemptWatch, Client } from '../core/client.ts';
import type { Failure, Outcome, OutcomeKind } from '../core/outcome.ts';
import type { Provider, ReplyReader, ReplySink, Transport } from '../core/wire.ts';
import { present } from './present.ts';

/** A provider's shape over a transport's bytes. */
export function combine(provider: Provider, transport: Transport): Client {
  return {
    send: ({ item, attempt, watch, signal }) =>
      new Promise((resolve) => {
        const sink = createSink(provider.createReader(), watch, resolve);
        transport.send(provider.request(item, attempt), sink, signal);
      }),
    ...(transport.waiting && { waiting: transport.waiting }),
    close: () => transport.close(),
  };
}

/** The watch hears of everything before the reader looks at it: parsing is never measured. */
export function createSink(
  reader: ReplyReader,
  watch: AttemptWatch,
  settle: (outcome: Outcome) => void,
): ReplySink {
  let headArrived = false;
  return {
    connected: (fresh) => watch.connected(fresh),
    head(status, headers) {
      headArrived = true;
      watch.headers();
      reader.head(status, headers);
    },
    data(bytes) {
      watch.bytes(bytes.length);
      const kind = reader.data(bytes);
      if (kind !== 'none') watch.token(kind === 'output', reader.pieces);
    },
    end: () => settle(reader.end()),
    fail: (failure) => settle(headArrived ? cutShort(reader.end(), failure) : failure),
  };
}

/** What a server says of a request, as opposed to what became of the bytes. */
const REFUSALS: ReadonlySet<OutcomeKind> = new Set([
  'rate-limited',
  'overloaded',
  'server-error',
  'client-error',
]);

/** A reply that did not end properly: a refusal that came before the cut stands, as do facts. */
function cutShort(arrived: Outcome, failure: Failure): Outcome {
  if (failure.kind === 'truncated' && REFUSALS.has(arrived.kind)) return arrived;
  const { status, requestId, usage } = arrived;
  return {
    ...failure,
    ...present<Pick<Outcome, 'status' | 'requestId' | 'usage'>>({ status, requestId, usage }),
  };
}
