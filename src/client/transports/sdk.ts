import type { ApiKind } from '../../core/plan.ts';
import type { Cancellation, ReplySink, Transport, WireRequest } from '../../core/wire.ts';
import { HeldReply } from './held-reply.ts';
import type { SdkCall } from './sdk-calls.ts';
import { sdkCalls } from './sdk-calls.ts';

/** What an SDK sends its requests over: sockets, or a server in this process. */
export interface SdkWire {
  /** Base URL without a trailing slash or `/v1`. */
  readonly root: string;
  /** What the SDK takes for `fetch`. */
  readonly fetch: typeof globalThis.fetch;
  /** Options of one `fetch`, which make it report to the sink what arrives. */
  watched(sink: ReplySink, cancellation: Cancellation): object;
  close(): Promise<void>;
}

/**
 * Requests through a provider's official SDK, its own retries and timeouts off. The reply is watched below the SDK, so
 * that it is timed and judged like any other; the attempt lasts until the SDK is done with it.
 */
export async function createSdkTransport(
  api: ApiKind,
  wire: SdkWire,
  key: string | undefined,
): Promise<Transport> {
  const call = await sdkCalls[api](wire, key);
  return {
    send(request, sink, cancellation) {
      void deliver(call, wire, request, sink, cancellation);
    },
    close: () => wire.close(),
  };
}

/** Makes the call, waits until the SDK has read what it wants of the reply, then tells the sink how it ended. */
async function deliver(
  call: SdkCall,
  wire: SdkWire,
  { body, headers }: WireRequest,
  sink: ReplySink,
  cancellation: Cancellation,
): Promise<void> {
  const { signal } = cancellation;
  const reply = new HeldReply(sink);
  try {
    const fetchOptions = wire.watched(reply, cancellation);
    const answer = await call(body, { headers, signal, fetchOptions });
    if (isStream(answer)) for await (const _ of answer);
    reply.release(signal);
  } catch (error) {
    reply.release(signal, error);
  }
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}
