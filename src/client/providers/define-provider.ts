import type { BatchClient } from '../../core/batches.ts';
import type { ApiKind } from '../../core/plan.ts';
import type { Headers, Provider, Transport } from '../../core/wire.ts';

/** What a provider needs to make requests and read replies. */
export interface ProviderOptions {
  readonly model: string;
  /** Whether replies are asked for as server-sent events. */
  readonly stream: boolean;
  /** API key; absent where none is needed. */
  readonly key: string | undefined;
  /** Whether outcomes carry the answer's text. */
  readonly keepText: boolean;
  /** Whether requests say which item and attempt they are, as the mock server wants to know. */
  readonly labelled: boolean;
  /** Wall time, for a Retry-After that is a date. */
  readonly wall: () => Date;
}

/** What a batch API is made of. */
export interface BatchOptions {
  /** Makes the parameters of an item. Asks for no streams. */
  readonly provider: Provider;
  readonly transport: Transport;
  readonly keepText: boolean;
  readonly wall: () => Date;
}

/** One API shape, with what a scenario may leave out. */
export interface ProviderDefinition {
  /** Its name in scenarios, flags and results. */
  readonly kind: ApiKind;
  /** The name of its shape, for messages. */
  readonly shape: string;
  /** One sentence, for `bench list` and `--help`. */
  readonly summary: string;
  /** Where the vendor's own API is. */
  readonly baseUrl: string;
  /** Where single questions go, after the version: how a request of somebody else's client is told. */
  readonly endpoint: string;
  /** Environment variable that holds the API key. */
  readonly keyVariable: string;
  /** A small, cheap model. */
  readonly model: string;
  create(options: ProviderOptions): Provider;
  /** Its asynchronous batch API; absent where there is none. */
  createBatches?(options: BatchOptions): BatchClient;
}

/**
 * The headers of every request, made once. No compression: the bytes that arrive are then the bytes
 * that are counted and timed.
 */
export function createHeaders(
  { key, stream, labelled }: ProviderOptions,
  more: Headers = {},
): (item: number, attempt: number) => Headers {
  const headers = {
    accept: stream ? 'text/event-stream' : 'application/json',
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    'user-agent': 'llm-bench',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...more,
  };
  if (!labelled) return () => headers;
  return (item, attempt) => ({
    ...headers,
    'x-bench-item': String(item),
    'x-bench-attempt': String(attempt),
  });
}
