import { describe, expect, it } from 'vitest';
import { combine } from '../../src/client/combine.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Provider, ReplyReader, ReplySink, TokenKind } from '../../src/core/wire.ts';

const BYTES = new Uint8Array(3);
const CUT = { kind: 'truncated', message: 'cut' } as const;

/**
 * Plays a reply to a client whose reader says what it is told to; returns the outcome and all calls
 * in order.
 */
async function play(
  reply: (sink: ReplySink) => void,
  said: Outcome = { kind: 'ok' },
  token: TokenKind = 'none',
) {
  const calls: string[] = [];
  const reader: ReplyReader = {
    head: (status) => void calls.push(`read head ${status}`),
    data(bytes) {
      calls.push(`read ${bytes.length}`);
      return token;
    },
    pieces: 1,
    end: () => said,
  };
  const provider: Provider = {
    kind: 'test',
    request: () => ({ method: 'POST', path: '/', headers: {}, body: {} }),
    createReader: () => reader,
  };
  const client = combine(provider, {
    send: (_request, sink) => reply(sink),
    close: () => Promise.resolve(),
  });
  const outcome = await client.send({
    item: { index: 0, prompt: '', maxTokens: 1 },
    attempt: 0,
    signal: new AbortController().signal,
    onAbort() {},
    watch: {
      connected: (fresh) => calls.push(`connected ${fresh}`),
      headers: () => calls.push('headers'),
      bytes: (count) => calls.push(`bytes ${count}`),
      token: (output) => calls.push(`token ${output}`),
    },
  });
  return { outcome, calls };
}

describe('combine', () => {
  it.each([
    { token: 'output', heard: ['token true'] },
    { token: 'reasoning', heard: ['token false'] },
    { token: 'none', heard: [] },
  ] as const)(
    'lets the watch hear of bytes before they are read, $token',
    async ({ token, heard }) => {
      const { outcome, calls } = await play(
        (sink) => {
          sink.connected(true);
          sink.head(200, {});
          sink.data(BYTES);
          sink.end();
        },
        { kind: 'ok', status: 200 },
        token,
      );
      expect(outcome).toEqual({ kind: 'ok', status: 200 });
      expect(calls).toEqual([
        'connected true',
        'headers',
        'read head 200',
        'bytes 3',
        'read 3',
        ...heard,
      ]);
    },
  );

  it('takes the transport’s word when no head arrived', async () => {
    const failure = { kind: 'connection', message: 'refused' } as const;
    const { outcome } = await play((sink) => sink.fail(failure));
    expect(outcome).toEqual(failure);
  });

  it.each([
    { said: { kind: 'ok', status: 200, requestId: 'r', usage: { outputTokens: 2 }, text: 'x' } },
    {
      said: {
        ...CUT,
        message: 'no end mark',
        status: 200,
        requestId: 'r',
        usage: { outputTokens: 2 },
      },
    },
  ] satisfies { said: Outcome }[])(
    'keeps only the facts of a cut reply that read $said.kind',
    async ({ said }) => {
      const { outcome } = await play((sink) => {
        sink.head(200, {});
        sink.fail(CUT);
      }, said);
      expect(outcome).toEqual({ ...CUT, status: 200, requestId: 'r', usage: { outputTokens: 2 } });
    },
  );

  it('lets a refusal stand whose body was cut', async () => {
    const said = { kind: 'rate-limited', status: 429, message: 'slow', retryAfter: 5 } as const;
    const { outcome } = await play((sink) => {
      sink.head(429, {});
      sink.fail(CUT);
    }, said);
    expect(outcome).toBe(said);
  });

  it('calls an attempt cancelled although a refusal had begun to arrive', async () => {
    const { outcome } = await play(
      (sink) => {
        sink.head(429, {});
        sink.fail({ kind: 'cancelled', message: 'enough' });
      },
      { kind: 'rate-limited', status: 429, message: 'slow' },
    );
    expect(outcome).toEqual({ kind: 'cancelled', message: 'enough', status: 429 });
  });
});
