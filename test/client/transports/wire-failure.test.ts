import { describe, expect, it } from 'vitest';
import { cancelled, wireFailure } from '../../../src/client/transports/wire-failure.ts';

/** An error as Node and undici make them. */
function coded(code: string, message = 'details that differ from case to case') {
  return Object.assign(new Error(message), { code });
}

describe('wireFailure', () => {
  it.each([
    { code: 'ECONNREFUSED', what: 'connection refused' },
    { code: 'ECONNRESET', what: 'connection reset' },
    { code: 'UND_ERR_SOCKET', what: 'connection closed' },
    { code: 'ENOTFOUND', what: 'unknown host' },
    { code: 'EAI_AGAIN', what: 'name lookup failed' },
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', what: 'connection failed' },
  ])('words $code as “$what” before the head and as truncated after it', ({ code, what }) => {
    expect(wireFailure(coded(code), false, 'api.test:443')).toEqual({
      kind: 'connection',
      message: `${what}: api.test:443 (${code})`,
    });
    expect(wireFailure(coded(code), true, 'api.test:443')).toEqual({
      kind: 'truncated',
      message: `reply cut short, ${what}: api.test:443 (${code})`,
    });
  });

  it('uses the name of an error without a code', () => {
    expect(wireFailure(new TypeError('x'), false, 'h:1').message).toBe(
      'connection failed: h:1 (TypeError)',
    );
    expect(wireFailure('x', false, 'h:1').message).toBe('connection failed: h:1 (unknown error)');
  });

  it('knows when it was this side that hung up', () => {
    const abort = new DOMException('The operation was aborted.', 'AbortError');
    expect(wireFailure(abort, true, 'h:1')).toEqual({
      kind: 'cancelled',
      message: 'The operation was aborted.',
    });
  });
});

it.each([
  { reason: new Error('item 3\nfailed'), message: 'item 3 failed' },
  { reason: 'stop', message: 'stop' },
])('cancels for the reason $message', ({ reason, message }) => {
  expect(cancelled(reason)).toEqual({ kind: 'cancelled', message });
});
