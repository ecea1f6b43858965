import type { IncomingMessage } from 'node:http';

/** Who may use the admin endpoints: clients of the same machine, unless it says otherwise. */
export interface AdminAccess {
  /** Nobody may. @default false */
  readonly closed?: boolean;
  /** Lets clients of other machines in that send it as their bearer token. @default nobody */
  readonly token?: string;
}

/** Why somebody may not use them. */
export interface AdminBarrier {
  readonly status: 403 | 404;
  readonly error: string;
}

/** @returns `undefined` when the request may pass, or is not for them */
export function findAdminBarrier(
  { closed = false, token }: AdminAccess,
  { url = '/', headers, socket }: Pick<IncomingMessage, 'url' | 'headers' | 'socket'>,
): AdminBarrier | undefined {
  if (!url.startsWith('/__mock/')) return undefined;
  if (closed) return { status: 404, error: 'this server has no admin endpoints.' };
  if (token !== undefined && headers.authorization === `Bearer ${token}`) return undefined;
  // A page of any site can post to this machine without being asked first; only browsers tell an origin.
  if (headers.origin !== undefined)
    return { status: 403, error: 'not open to pages in a browser.' };
  if (isLoopback(socket.remoteAddress)) return undefined;
  return { status: 403, error: 'from other machines, send the admin token as bearer token.' };
}

/** IPv4 as it is, or as a dual-stack socket writes it, or IPv6. */
function isLoopback(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
