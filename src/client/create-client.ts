import type { BatchClient } from '../core/batches.ts';
import type { Client } from '../core/client.ts';
import type { TargetPlan } from '../core/plan.ts';
import type { Provider, ReplyReader, Transport } from '../core/wire.ts';
import { combine } from './combine.ts';
import { hideKey, hideKeyFrom, hideKeyInBatches } from './hide-key.ts';
import type { ProviderDefinition } from './providers/define-provider.ts';
import { providers } from './providers/registry.ts';
import { createInProcessWire } from './transports/in-process-wire.ts';
import { createSdkTransport } from './transports/sdk.ts';

/** What every client needs besides a way to its target. */
export interface ClientOptions {
  /** API key; `undefined` where none is needed. */
  readonly key: string | undefined;
  /** Whether outcomes carry the answer's text. */
  readonly keepText: boolean;
  /** Wall time, for a Retry-After that is a date. */
  readonly wall: () => Date;
}

export interface SocketOptions extends ClientOptions {
  /** Where the API is, the mock server's port being known by now. */
  readonly baseUrl: string;
  /** Most sockets: the strategy's width, so that no hidden cap queues requests; `undefined` = no limit. */
  readonly connections: number | undefined;
}

export interface InProcessOptions extends ClientOptions {
  /** For requests of our own. */
  readonly transport: Transport;
  /** For the official SDKs. */
  readonly fetch: typeof globalThis.fetch;
}

/** Batches are few and their calls short; only results take long. */
const BATCH_SOCKETS = 8;

/** A client over sockets: own requests, or the official SDK. */
export async function createClient(target: TargetPlan, options: SocketOptions): Promise<Client> {
  // Loaded on use: virtual runs need no sockets, and this is a tenth of a second.
  const { createSocketTransport } = await import('./transports/socket.ts');
  const { baseUrl, connections, key } = options;
  const pool = { baseUrl, connections, freshClient: target.freshClient };
  return over(await createSocketTransport(target, pool, key), target, options);
}

/** A client of a server in this process, without sockets. */
export async function createInProcessClient(
  target: TargetPlan,
  options: InProcessOptions,
): Promise<Client> {
  const { transport, fetch, key } = options;
  return over(
    target.client === 'sdk'
      ? await createSdkTransport(target.api, createInProcessWire(fetch), key)
      : transport,
    target,
    options,
  );
}

function providerOf(target: TargetPlan, { key, keepText, wall }: ClientOptions): Provider {
  const { kind, api, model, stream } = target;
  return providers[api].create({ model, stream, key, keepText, labelled: kind === 'mock', wall });
}

/** Reads replies to requests that are not ours: by the shape of the endpoint that is asked, else by the target's. */
export function createReader(
  target: TargetPlan,
  options: ClientOptions,
): (path: string) => ReplyReader {
  const { key } = options;
  const own = { endpoint: '', provider: providerOf(target, options) };
  const known = Object.values(providers).map(({ kind, endpoint }) => ({
    endpoint,
    provider: providerOf({ ...target, api: kind }, options),
  }));
  return (path) => {
    const { provider } = known.find(({ endpoint }) => path.endsWith(endpoint)) ?? own;
    const reader = provider.createReader();
    return target.kind === 'mock' || key === undefined ? reader : hideKeyFrom(reader, key);
  };
}

/** The batch API of a target over requests of our own, whatever client asks single questions. */
export function createBatchClient(
  target: TargetPlan,
  transport: Transport,
  { key, keepText, wall }: ClientOptions,
): BatchClient {
  const { api, model, kind } = target;
  const definition: ProviderDefinition = providers[api];
  if (!definition.createBatches) throw new Error(`${api} has no batches`);
  const provider = definition.create({
    model,
    stream: false,
    key,
    keepText,
    labelled: false,
    wall,
  });
  const batches = definition.createBatches({ provider, transport, keepText, wall });
  return kind === 'mock' || key === undefined ? batches : hideKeyInBatches(batches, key);
}

/** The same over sockets of its own. */
export async function createSocketBatches(
  target: TargetPlan,
  options: SocketOptions,
): Promise<{ readonly batches: BatchClient; close(): Promise<void> }> {
  const { createSocketTransport } = await import('./transports/socket.ts');
  const pool = { baseUrl: options.baseUrl, connections: BATCH_SOCKETS, freshClient: false };
  const plain = { ...target, client: 'http' } as const;
  const transport = await createSocketTransport(plain, pool, options.key);
  return { batches: createBatchClient(target, transport, options), close: () => transport.close() };
}

function over(transport: Transport, target: TargetPlan, options: ClientOptions): Client {
  const { key } = options;
  const provider = providerOf(target, options);
  const client = combine(provider, transport);
  // The key of a mock is a word, and none that is to be hidden.
  return target.kind === 'mock' || key === undefined ? client : hideKey(client, key);
}
