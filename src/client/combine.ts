import type { AttemptWatch, Client } from '../core/client.ts';
import type { Failure, Outcome, OutcomeKind } from '../core/outcome.ts';
import type { Headers, Provider, ReplyReader, ReplySink, Transport } from '../core/wire.ts';
import { present } from './present.ts';

/** A provider's shape over a transport's bytes. */
export function combine(provider: Provider, transport: Transport): Client {
  return {
    send: (request) =>
      new Promise((resolve) => {
        const sink = new AttemptSink(provider.createReader(), request.watch, resolve);
        transport.send(provider.request(request.item, request.attempt), sink, request);
      }),
    ...(transport.waiting && { waiting: transport.waiting }),
    close: () => transport.close(),
  };
}

/** The watch hears of everything before the reader looks at it: parsing is never measured. */
export class AttemptSink implements ReplySink {
  readonly #reader: ReplyReader;
  readonly #watch: AttemptWatch;
  readonly #settle: (outcome: Outcome) => void;
  #headArrived = false;

  constructor(reader: ReplyReader, watch: AttemptWatch, settle: (outcome: Outcome) => void) {
    this.#reader = reader;
    this.#watch = watch;
    this.#settle = settle;
  }

  connected(fresh: boolean): void {
    this.#watch.connected(fresh);
  }

  head(status: number, headers: Headers): void {
    this.#headArrived = true;
    this.#watch.headers();
    this.#reader.head(status, headers);
  }

  data(bytes: Uint8Array): void {
    this.#watch.bytes(bytes.length);
    const kind = this.#reader.data(bytes);
    if (kind !== 'none') this.#watch.token(kind === 'output', this.#reader.pieces);
  }

  end(): void {
    this.#settle(this.#reader.end());
  }

  fail(failure: Failure): void {
    this.#settle(this.#headArrived ? cutShort(this.#reader.end(), failure) : failure);
  }
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
