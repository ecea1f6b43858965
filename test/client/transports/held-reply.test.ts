import { describe, expect, it } from 'vitest';
import { HeldReply } from '../../../src/client/transports/held-reply.ts';

/** A held reply over a sink that writes down what it is told. */
function hold() {
  const told: unknown[] = [];
  const reply = new HeldReply({
    connected: (fresh) => told.push(`connected ${fresh}`),
    head: (status) => told.push(`head ${status}`),
    data: (bytes) => told.push(`data ${bytes.length}`),
    end: () => told.push('end'),
    fail: (failure) => told.push(failure),
  });
  return { reply, told };
}

const running = new AbortController().signal;

describe('HeldReply', () => {
  it('passes all on but the end, which waits for the release', () => {
    const { reply, told } = hold();
    reply.connected(true);
    reply.head(200, {});
    reply.data(new Uint8Array(2));
    reply.end();
    expect(told).toEqual(['connected true', 'head 200', 'data 2']);
    reply.release(running);
    expect(told.at(-1)).toBe('end');
  });

  it('prefers a failure of the wire to the SDK’s error', () => {
    const { reply, told } = hold();
    const failure = { kind: 'connection', message: 'refused' } as const;
    reply.fail(failure);
    reply.release(running, new Error('Connection error.'));
    expect(told).toEqual([failure]);
  });

  it('ends a reply that the SDK stopped reading by itself', () => {
    const { reply, told } = hold();
    reply.head(200, {});
    reply.fail({ kind: 'cancelled', message: 'hung up' });
    reply.release(running, new Error('overloaded_error'));
    expect(told).toEqual(['head 200', 'end']);
  });

  it('calls a request that the SDK refused to send a client error', () => {
    const { reply, told } = hold();
    reply.release(running, new Error('bad parameters'));
    expect(told).toEqual([{ kind: 'client-error', message: 'not sent: Error: bad parameters' }]);
  });

  it('is cancelled when the signal aborted, and hears nothing after that', () => {
    const { reply, told } = hold();
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    reply.head(200, {});
    reply.release(abort.signal);
    reply.data(new Uint8Array(1));
    reply.connected(false);
    reply.head(200, {});
    expect(told).toEqual(['head 200', { kind: 'cancelled', message: 'enough' }]);
  });
});
