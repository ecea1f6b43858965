import type { AttemptRequest } from '../core/client.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ReplyReader, ReplySink } from '../core/wire.ts';
import { AttemptSink } from './combine.ts';
import { cancelled, wireFailure } from './transports/wire-failure.ts';

/** A request of somebody else's client. */
export interface ForeignRequest {
  readonly fetch: typeof globalThis.fetch;
  readonly input: Parameters<typeof globalThis.fetch>[0];
  readonly init: RequestInit;
  /** With its port, for messages. */
  readonly host: string;
}

/** What a watched request comes to: what its client sees, and what we make of it. */
export interface WatchedReply {
  /** Resolves with the reply's head, or rejects, as `fetch` does. */
  readonly response: Promise<Response>;
  /** Known when the body was read, given up or cut. Never rejects. */
  readonly outcome: Promise<Outcome>;
}

/** Sends a request of somebody else's client and reads its reply along, without getting in its way. */
export function watchFetch(
  { fetch, input, init, host }: ForeignRequest,
  reader: ReplyReader,
  attempt: AttemptRequest,
): WatchedReply {
  const { promise: outcome, resolve } = Promise.withResolvers<Outcome>();
  const sink = new AttemptSink(reader, attempt.watch, resolve);
  const stop = new AbortController();
  attempt.onAbort(() => {
    const reason = new DOMException('The run was stopped.', 'AbortError');
    sink.fail(cancelled(reason));
    stop.abort(reason);
  });
  const own = init.signal ?? (input instanceof Request ? input.signal : undefined);
  const signal = own ? AbortSignal.any([stop.signal, own]) : stop.signal;
  const response = fetch(input, { ...init, signal }).then(
    (reply) => readAlong(reply, sink, host),
    (error: unknown) => {
      sink.fail(wireFailure(causeOf(error), false, host));
      throw error;
    },
  );
  return { response, outcome };
}

function readAlong(reply: Response, sink: ReplySink, host: string): Response {
  const { status, statusText, headers, body } = reply;
  sink.head(status, Object.fromEntries(headers));
  if (!body) {
    sink.end();
    return reply;
  }
  // Read for ourselves: a client that looks at the status alone must not keep the attempt on the wire.
  const [theirs, ours] = body.tee();
  const reader = ours.getReader();
  void readToEnd(reader, sink, host);
  const passed = new TransformStream<Uint8Array, Uint8Array>({
    // Their reader had enough: the reply is judged as it stands.
    cancel: () => void reader.cancel().catch(() => {}),
  });
  return new Response(theirs.pipeThrough(passed), { status, statusText, headers });
}

async function readToEnd(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  sink: ReplySink,
  host: string,
): Promise<void> {
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      sink.data(next.value);
    }
    sink.end();
  } catch (error) {
    sink.fail(wireFailure(causeOf(error), true, host));
  }
}

/** `fetch` wraps what went wrong below it. */
function causeOf(error: unknown): unknown {
  return error instanceof TypeError && error.cause !== undefined ? error.cause : error;
}
