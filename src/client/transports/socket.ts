import type { TargetPlan } from '../../core/plan.ts';
import type { Transport } from '../../core/wire.ts';
import type { PoolOptions } from './connection-pool.ts';
import { ConnectionPool } from './connection-pool.ts';
import { createSdkTransport } from './sdk.ts';
import { createSocketWire } from './socket-wire.ts';
import { createUndiciTransport } from './undici.ts';

/** Own requests, or those of the official SDK, over a pool of sockets. */
export async function createSocketTransport(
  { api, client }: TargetPlan,
  options: PoolOptions,
  key: string | undefined,
): Promise<Transport> {
  const pool = new ConnectionPool(options);
  return client === 'sdk'
    ? await createSdkTransport(api, createSocketWire(pool), key)
    : createUndiciTransport(pool);
}
