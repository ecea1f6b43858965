import type { Service } from '../core/service.ts';
import type { MockRequest } from '../core/sink.ts';
import type { Api, WireError } from './api.ts';
import { tellLimitsOnError } from './tell-limits.ts';

/** Why a request is turned away whatever it asks: its key, the page that it comes from, or its size. */
export function findBarrier(
  service: Service,
  api: Api,
  { headers, oversized }: MockRequest,
): WireError | undefined {
  const { keys } = service.wire;
  const key = readKey(headers);
  if (key === undefined) return api.errors.noKey();
  if (keys !== undefined && !keys.includes(key)) return api.errors.wrongKey();
  // Only browsers send it, and a page cannot leave it out.
  const page = headers.origin === undefined ? undefined : api.pageBarrier?.(headers);
  if (page !== undefined) return page;
  if (!oversized) return undefined;
  const workspace = service.workspaceOf(key);
  const unread = { key, inputTokens: 0, maxTokens: 0, ...(workspace && { workspace }) };
  return { ...api.errors.tooLarge(), headers: tellLimitsOnError(service, api, unread) };
}

/** `x-api-key` comes before a bearer token. */
export function readKey(headers: MockRequest['headers']): string | undefined {
  const bearer = /^bearer (\S+)/i.exec(headers.authorization ?? '')?.[1];
  return headers['x-api-key'] || bearer;
}
