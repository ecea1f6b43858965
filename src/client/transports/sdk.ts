import type { ApiKind } from '../../core/plan.ts';
import type { ReplySink, Transport, WireRequest } from '../../core/wire.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { HeldReply } from './held-reply.ts';
import { ReplyHandler } from './reply-handler.ts';
import type { SdkCall } from './sdk-calls.ts';
import { sdkCalls } from './sdk-calls.ts';
import { TeeHandler } from './tee-handler.ts';

/**
 * Requests through a provider's official SDK, its own retries and timeouts off. The reply is watched below the SDK, at
 * the socket, so that it is timed and judged like any other; the attempt lasts until the SDK is done with it.
 */
export async function createSdkTransport(
  api: ApiKind,
  pool: ConnectionPool,
  key: string | undefined,
): Promise<Transport> {
  const call = await sdkCalls[api](pool.root, key);
  return {
    send(request, sink, signal) {
      void deliver(call, pool, request, sink, signal);
    },
    close: () => pool.close(),
  };
}

/** Makes the call, waits until the SDK has read what it wants of the reply, then tells the sink how it ended. */
async function deliver(
  call: SdkCall,
  pool: ConnectionPool,
  { body, headers }: WireRequest,
  sink: ReplySink,
  signal: AbortSignal,
): Promise<void> {
  const reply = new HeldReply(sink);
  const dispatcher = pool.wrapped(
    (handler) => new TeeHandler(new ReplyHandler(reply, pool, signal), handler),
  );
  const fetchOptions = { dispatcher, redirect: 'manual' } as const;
  try {
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
