import type { Client } from '../core/client.ts';
import type { TargetPlan } from '../core/plan.ts';
import { combine } from './combine.ts';
import { providers } from './providers/registry.ts';
import { ConnectionPool } from './transports/connection-pool.ts';
import { createSdkTransport } from './transports/sdk.ts';
import { createUndiciTransport } from './transports/undici.ts';

export interface ClientOptions {
  /** Where the API is, the mock server's port being known by now. */
  readonly baseUrl: string;
  /** API key; `undefined` where none is needed. */
  readonly key: string | undefined;
  /** Most sockets: the strategy's width, so that no hidden cap queues requests; `undefined` = no limit. */
  readonly connections: number | undefined;
  /** Whether outcomes carry the answer's text. */
  readonly keepText: boolean;
  /** Wall time, for a Retry-After that is a date. */
  readonly wall: () => Date;
}

/** A client for a target: its API shape, over own requests or the official SDK. */
export async function createClient(target: TargetPlan, options: ClientOptions): Promise<Client> {
  const { api, model, stream, freshClient } = target;
  const { baseUrl, key, connections, keepText, wall } = options;
  const labelled = target.kind === 'mock';
  const provider = providers[api].create({ model, stream, key, keepText, labelled, wall });
  const pool = new ConnectionPool({ baseUrl, connections, freshClient });
  const transport =
    target.client === 'sdk'
      ? await createSdkTransport(api, pool, key)
      : createUndiciTransport(pool);
  return combine(provider, transport);
}
