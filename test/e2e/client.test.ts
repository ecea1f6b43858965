import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/create-client.ts';
import { SignalCancellation } from '../../src/client/signal-cancellation.ts';
import type { Item } from '../../src/core/item.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { TargetPlan } from '../../src/core/plan.ts';

const ITEM: Item = { index: 7, prompt: 'Say hi.', maxTokens: 16 };
const CLIENTS = ['http', 'sdk'] as const;
const APIS = ['anthropic', 'openai'] as const;

const MESSAGE = {
  anthropic: {
    type: 'message',
    content: [{ type: 'text', text: 'Hi' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 10, output_tokens: 3 },
  },
  openai: {
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 3 },
  },
};

/** One event of the Messages API. */
function event(type: string, fields: object = {}) {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

/** One chunk of the Chat Completions API. */
function chunk(delta: object, finishReason: string | null = null) {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ choices, usage: null })}\n\n`;
}

const text = (piece: string) =>
  event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } });

const STREAM = {
  anthropic: [
    event('message_start', {
      message: { type: 'message', content: [], usage: { input_tokens: 10, output_tokens: 1 } },
    }),
    text('H'),
    text('i'),
    event('message_delta', {
      delta: { stop_reason: 'end_turn' },
      usage: { output_tokens: 3 },
    }),
    event('message_stop'),
  ],
  openai: [
    chunk({ role: 'assistant', content: '' }),
    chunk({ content: 'H' }),
    chunk({ content: 'i' }),
    chunk({}, 'stop'),
    `data: ${JSON.stringify({ choices: [], usage: MESSAGE.openai.usage })}\n\ndata: [DONE]\n\n`,
  ],
};

/** Writes pieces of a body, each after the client has heard of the one before. */
type Deliver = (response: ServerResponse, pieces: readonly string[]) => Promise<void>;
type Answer = (request: IncomingMessage, response: ServerResponse, deliver: Deliver) => unknown;

/** A server that answers as told, counts its sockets and closes itself. */
async function serve(answer: Answer) {
  const open = new Set<Socket>();
  const requests: IncomingMessage[] = [];
  let sockets = 0;
  let arrived = () => {};
  const deliver: Deliver = async (response, pieces) => {
    for (const piece of pieces) {
      const arrival = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      response.write(piece);
      await arrival;
    }
  };
  const server: Server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    void answer(request, response, deliver);
  });
  server.on('connection', (socket) => {
    sockets++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    open,
    requests,
    sockets: () => sockets,
    /** The client heard of bytes. */
    arrived: () => arrived(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

const TARGET: TargetPlan = {
  kind: 'mock',
  api: 'anthropic',
  model: 'test',
  stream: false,
  client: 'http',
  freshClient: false,
};

interface Served {
  readonly baseUrl: string;
  arrived?(): void;
}

/** A client of the server that closes itself. */
async function open(
  { baseUrl, arrived }: Served,
  target: Partial<TargetPlan>,
  more: Partial<Parameters<typeof createClient>[1]> = {},
) {
  const client = await createClient(
    { ...TARGET, ...target },
    {
      baseUrl,
      key: undefined,
      connections: undefined,
      keepText: false,
      wall: () => new Date(0),
      ...more,
    },
  );
  /** Sends one attempt and writes down what its watch heard. */
  async function send(attempt = 0, signal = new AbortController().signal) {
    const heard: string[] = [];
    const cancellation = new SignalCancellation(signal);
    const outcome: Outcome = await client.send({
      item: ITEM,
      attempt,
      signal,
      onAbort: (listener) => cancellation.onAbort(listener),
      watch: {
        connected: (fresh) => heard.push(fresh ? 'new socket' : 'same socket'),
        headers: () => heard.push('headers'),
        bytes() {
          heard.push('bytes');
          arrived?.();
        },
        token: (output) => heard.push(output ? 'output' : 'reasoning'),
      },
    });
    cancellation.release();
    return { outcome, heard };
  }
  return { send, [Symbol.asyncDispose]: () => client.close() };
}

function json(response: ServerResponse, status: number, body: unknown, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

const SSE = { 'content-type': 'text/event-stream; charset=utf-8' };

describe.for(CLIENTS.flatMap((client) => APIS.map((api) => ({ client, api }))))(
  '$api over $client',
  ({ client, api }) => {
    it('reads a JSON answer with its text, usage and request id', async () => {
      await using server = await serve((_, response) =>
        json(response, 200, MESSAGE[api], { 'request-id': 'req_1' }),
      );
      await using target = await open(server, { client, api }, { keepText: true });

      const { outcome, heard } = await target.send();

      expect(outcome).toEqual({
        kind: 'ok',
        status: 200,
        requestId: 'req_1',
        text: 'Hi',
        stopReason: api === 'openai' ? 'stop' : 'end_turn',
        usage: { inputTokens: 10, outputTokens: 3 },
      });
      expect(heard).toEqual(['new socket', 'headers', 'bytes']);
    });

    it('hears a stream piece by piece: 2 tokens in 5 pieces, each after its bytes', async () => {
      await using server = await serve(async (_, response, deliver) => {
        await deliver(response.writeHead(200, SSE), STREAM[api]);
        response.end();
      });
      await using target = await open(server, { client, api, stream: true });

      const { outcome, heard } = await target.send();

      expect(outcome).toMatchObject({ kind: 'ok', usage: { inputTokens: 10, outputTokens: 3 } });
      expect(heard.join(' ')).toBe(
        'new socket headers bytes bytes output bytes output bytes bytes',
      );
    });

    it('makes a 429 of 0.2 s a rate limit, after a single request', async () => {
      await using server = await serve((_, response) =>
        json(
          response,
          429,
          { error: { type: 'rate_limit_error', message: 'Slow\ndown' } },
          { 'retry-after': '0.2' },
        ),
      );
      await using target = await open(server, { client, api });

      const { outcome } = await target.send();

      expect(outcome).toEqual({
        kind: 'rate-limited',
        status: 429,
        message: 'Slow down',
        errorType: 'rate_limit_error',
        retryAfter: 200,
        rateLimit: { 'retry-after': '0.2' },
      });
      expect(server.requests).toHaveLength(1);
    });

    it('ignores an informational head and joins a header that came twice', async () => {
      await using server = await serve((_, response) => {
        response.writeProcessing();
        json(response, 200, MESSAGE[api], { 'request-id': ['req_1', 'req_2'] });
      });
      await using target = await open(server, { client, api });

      const { outcome, heard } = await target.send();

      expect(outcome).toMatchObject({ kind: 'ok', status: 200, requestId: 'req_1, req_2' });
      expect(heard).toEqual(['new socket', 'headers', 'bytes']);
    });

    it('sends nothing when the signal is aborted already', async () => {
      await using server = await serve((_, response) => json(response, 200, MESSAGE[api]));
      await using target = await open(server, { client, api });

      const { outcome } = await target.send(0, AbortSignal.abort(new Error('too late')));

      expect(outcome).toEqual({ kind: 'cancelled', message: 'too late' });
      expect(server.sockets()).toBe(0);
    });

    it('sends item, attempt and key, and asks for no compression', async () => {
      await using server = await serve((_, response) => json(response, 200, MESSAGE[api]));
      await using target = await open(server, { client, api }, { key: 'secret' });

      await target.send(3);

      expect(server.requests[0]?.url).toBe(
        api === 'openai' ? '/v1/chat/completions' : '/v1/messages',
      );
      expect(server.requests[0]?.headers).toMatchObject({
        authorization: 'Bearer secret',
        'accept-encoding': 'identity',
        'x-bench-item': '7',
        'x-bench-attempt': '3',
      });
    });

    it('says that a refused port is a connection failure with code and address', async () => {
      let baseUrl: string;
      {
        await using server = await serve(() => {});
        baseUrl = server.baseUrl;
      }
      await using target = await open({ baseUrl }, { client, api });

      const { outcome, heard } = await target.send();

      expect(outcome).toEqual({
        kind: 'connection',
        message: `connection refused: ${new URL(baseUrl).host} (ECONNREFUSED)`,
      });
      expect(heard).toEqual([]);
    });

    it('says that a reset before the head is a connection failure', async () => {
      await using server = await serve((request) => request.socket.resetAndDestroy());
      await using target = await open(server, { client, api });

      const { outcome } = await target.send();

      expect(outcome).toMatchObject({
        kind: 'connection',
        message: expect.stringMatching(/^connection reset: .*\(ECONNRESET\)$/),
      });
    });

    it('says that a body shorter than its content-length is truncated', async () => {
      const body = JSON.stringify(MESSAGE[api]);
      await using server = await serve(async (request, response, deliver) => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': body.length + 10,
        });
        await deliver(response, [body]);
        request.socket.end();
      });
      await using target = await open(server, { client, api });

      const { outcome } = await target.send();

      expect(outcome).toMatchObject({ kind: 'truncated', status: 200 });
    });

    it('keeps the usage of a stream that is reset in the middle, as truncated', async () => {
      await using server = await serve(async (request, response, deliver) => {
        await deliver(response.writeHead(200, SSE), STREAM[api].slice(0, 2));
        request.socket.resetAndDestroy();
      });
      await using target = await open(server, { client, api, stream: true });

      const { outcome } = await target.send();

      expect(outcome).toMatchObject({
        kind: 'truncated',
        status: 200,
        usage: api === 'openai' ? {} : { inputTokens: 10, outputTokens: 1 },
      });
    });

    it('says that a stream with a clean end but no end mark is truncated', async () => {
      await using server = await serve(async (_, response, deliver) => {
        await deliver(response.writeHead(200, SSE), STREAM[api].slice(0, 4));
        response.end();
      });
      await using target = await open(server, { client, api, stream: true });

      const { outcome } = await target.send();

      expect(outcome).toMatchObject({
        kind: 'truncated',
        message: `the stream ended without ${api === 'openai' ? '[DONE]' : 'message_stop'}`,
      });
    });

    it('calls a stream that ends in an overloaded error overloaded', async () => {
      const error = JSON.stringify({
        type: 'error',
        error: { type: 'overloaded_error', message: 'Overloaded' },
      });
      await using server = await serve(async (_, response, deliver) => {
        await deliver(response.writeHead(200, SSE), [
          ...STREAM[api].slice(0, 2),
          `event: error\ndata: ${error}\n\n`,
        ]);
        response.end();
      });
      await using target = await open(server, { client, api, stream: true });

      const { outcome } = await target.send();

      expect(outcome).toMatchObject({
        kind: 'overloaded',
        status: 200,
        message: 'Overloaded',
        errorType: 'overloaded_error',
      });
    });

    it.for(['before the head', 'within a stream'])(
      'settles an abort %s within 100 ms as cancelled, and releases the socket',
      async (when) => {
        const abort = new AbortController();
        await using server = await serve(async (_, response, deliver) => {
          if (when === 'within a stream')
            await deliver(response.writeHead(200, SSE), STREAM[api].slice(0, 2));
          abort.abort(new Error('enough'));
        });
        await using target = await open(server, { client, api, stream: true });
        const closed = socketsClosed(server.requests, abort.signal);
        let abortedAt = Number.NaN;
        abort.signal.addEventListener('abort', () => {
          abortedAt = performance.now();
        });

        const { outcome } = await target.send(0, abort.signal);

        expect(performance.now() - abortedAt).toBeLessThan(100);
        expect(outcome).toMatchObject({ kind: 'cancelled', message: 'enough' });
        await closed;
        expect(server.open.size).toBe(0);
      },
    );

    it('leaves no listener on a signal that outlives 20 attempts', async () => {
      await using server = await serve((_, response) => json(response, 200, MESSAGE[api]));
      await using target = await open(server, { client, api });
      const { signal } = new AbortController();
      let listeners = 0;
      const { addEventListener, removeEventListener } = signal;
      signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
        listeners++;
        addEventListener.apply(signal, args);
      };
      signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
        listeners--;
        removeEventListener.apply(signal, args);
      };

      for (let attempt = 0; attempt < 20; attempt++) await target.send(attempt, signal);

      expect(listeners).toBe(0);
    });

    it.for([1, 10, 100])('opens %i sockets for twice as many requests at once', async (width) => {
      const waiting: ServerResponse[] = [];
      let answered = 0;
      await using server = await serve((_, response) => {
        waiting.push(response);
        if (waiting.length < width) return;
        for (const next of waiting.splice(0)) json(next, 200, MESSAGE[api]);
        answered += width;
      });
      await using target = await open(server, { client, api }, { connections: width });

      const replies = await Promise.all(Array.from({ length: 2 * width }, () => target.send()));

      expect(answered).toBe(2 * width);
      expect(replies.every(({ outcome }) => outcome.kind === 'ok')).toBe(true);
      expect(server.sockets()).toBe(width);
      expect(replies.filter(({ heard }) => heard[0] === 'new socket')).toHaveLength(width);
      expect(replies.filter(({ heard }) => heard[0] === 'same socket')).toHaveLength(width);
    });

    it('opens a socket for each of 5 requests of a fresh client, and closes it', async () => {
      await using server = await serve((_, response) => json(response, 200, MESSAGE[api]));
      await using target = await open(server, { client, api, freshClient: true });

      for (let attempt = 0; attempt < 5; attempt++) {
        const { heard } = await target.send(attempt);
        expect(heard[0]).toBe('new socket');
      }

      expect(server.sockets()).toBe(5);
      expect(server.requests.map(({ headers }) => headers.connection)).toEqual(
        Array(5).fill('close'),
      );
    });
  },
);

/** Resolves when the first request's socket has closed, once the signal aborted. */
async function socketsClosed(requests: readonly IncomingMessage[], signal: AbortSignal) {
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve);
  });
  const socket = requests[0]?.socket;
  if (!socket || socket.destroyed) return;
  await new Promise((resolve) => {
    socket.on('close', resolve);
  });
}

it('keeps the sockets busy after an attempt was given up while it waited for one', async () => {
  const waiting: ServerResponse[] = [];
  await using server = await serve((_, response) => waiting.push(response));
  await using target = await open(server, {}, { connections: 1 });
  const abort = new AbortController();
  const first = target.send();
  const second = target.send(1, abort.signal);
  const third = target.send(2);
  abort.abort();

  const { outcome, heard } = await second;
  expect([outcome.kind, heard]).toEqual(['cancelled', []]);
  await expect.poll(() => waiting.length).toBe(1);
  const reply = () => waiting.pop() as ServerResponse;
  json(reply(), 200, MESSAGE.anthropic);
  expect((await first).outcome.kind).toBe('ok');
  await expect.poll(() => waiting.length).toBe(1);
  json(reply(), 200, MESSAGE.anthropic);
  expect((await third).outcome.kind).toBe('ok');
  expect(server.requests).toHaveLength(2);
});

it('accepts a base URL with a path and a trailing /v1', async () => {
  await using server = await serve((_, response) => json(response, 200, MESSAGE.openai));
  await using target = await open({ baseUrl: `${server.baseUrl}/api/v1/` }, { api: 'openai' });

  await target.send();

  expect(server.requests[0]?.url).toBe('/api/v1/chat/completions');
});

it('sends no x-bench header and no authorization to an api target without a key', async () => {
  await using server = await serve((_, response) => json(response, 200, MESSAGE.anthropic));
  await using target = await open(server, { kind: 'api' });

  await target.send();

  const names = Object.keys(server.requests[0]?.headers ?? {});
  expect(names.filter((name) => /^x-bench|^authorization/.test(name))).toEqual([]);
});
