import type { WirePlan } from '../../src/core/mock-plan.ts';
import type { MockRequest } from '../core/sink.ts';
import type { Api, WireError } from './api.ts';

/** Why a request is turned away whatever it asks: its key, or its size. */
export function findBarrier(
  api: Api,
  wire: WirePlan,
  { headers, oversized }: MockRequest,
): WireError | undefined {
  const key = readKey(headers);
  if (key === undefined) return api.errors.noKey();
  if (wire.keys !== undefined && !wire.keys.includes(key)) return api.errors.wrongKey();
  return oversized ? api.errors.tooLarge() : undefined;
}

/** `x-api-key` comes before a bearer token. */
export function readKey(headers: MockRequest['headers']): string | undefined {
  const bearer = /^bearer (\S+)/i.exec(headers.authorization ?? '')?.[1];
  return headers['x-api-key'] || bearer;
}
