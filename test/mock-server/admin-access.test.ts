import { expect, it } from 'vitest';
import type { AdminAccess } from '../../mock-server/admin-access.ts';
import { findAdminBarrier } from '../../mock-server/admin-access.ts';

interface Case {
  readonly access?: AdminAccess;
  readonly url?: string;
  readonly from?: string;
  readonly authorization?: string;
  /** What a browser says of the page that asks. */
  readonly origin?: string;
}

function statusFor({ access = {}, url = '/__mock/state', from, ...headers }: Case) {
  const request = {
    url,
    headers,
    socket: { remoteAddress: from ?? '10.0.0.9' },
  } as Parameters<typeof findAdminBarrier>[1];
  return findAdminBarrier(access, request)?.status;
}

const TOKEN = { token: 's3cret' };

it.each<[Case, number | undefined]>([
  [{ from: '127.0.0.1' }, undefined],
  [{ from: '127.8.8.8' }, undefined],
  [{ from: '::1' }, undefined],
  [{ from: '::ffff:127.0.0.1' }, undefined],
  [{ from: '::ffff:10.0.0.9' }, 403],
  [{}, 403],
  [{ url: '/v1/messages' }, undefined],
  [{ from: '127.0.0.1', origin: 'https://site.example' }, 403],
  [{ from: '127.0.0.1', origin: 'https://site.example', url: '/v1/messages' }, undefined],
  [{ access: TOKEN, authorization: 'Bearer s3cret', origin: 'https://site.example' }, undefined],
  [{ access: TOKEN }, 403],
  [{ access: TOKEN, authorization: 'Bearer wrong' }, 403],
  [{ access: TOKEN, authorization: 'Bearer s3cret' }, undefined],
  [{ authorization: 'Bearer undefined' }, 403],
  [{ access: { closed: true }, from: '127.0.0.1' }, 404],
  [{ access: { closed: true, ...TOKEN }, authorization: 'Bearer s3cret' }, 404],
  [{ access: { closed: true }, url: '/v1/messages' }, undefined],
])('%j: %s', (request, status) => {
  expect(statusFor(request)).toBe(status);
});
