import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import Anthropic from '@anthropic-ai/sdk';
import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../src/core/fault-plan.ts';
import { aFault } from '../helpers/mock-plan.ts';
import type { ServedMock } from '../helpers/mock-server.ts';
import { serveMock } from '../helpers/mock-server.ts';

const HEADERS = { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' };
const BODY = JSON.stringify({
  model: 'm',
  max_tokens: 64,
  messages: [{ role: 'user', content: 'Hello, mock.' }],
});
const STREAMED = JSON.stringify({ ...JSON.parse(BODY), stream: true });

/** Sends one request over a socket of its own, or one that is kept alive by an agent. */
async function ask(url: string, body = BODY, dispatcher = new Agent()) {
  const reply = await request(`${url}/v1/messages`, {
    method: 'POST',
    headers: HEADERS,
    body,
    dispatcher,
  });
  return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() };
}

function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error: Error & { code?: string }) => error.code ?? error.name,
  );
}

/** Writes one request to a bare socket. @returns all that comes back until the server closes */
async function askBare(served: ServedMock, body: string, more = {}): Promise<string> {
  const socket: Socket = connect(Number(new URL(served.url).port), '127.0.0.1');
  const lines = Object.entries({ ...HEADERS, ...more }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const length = Buffer.byteLength(body);
  socket.write(
    `POST /v1/messages HTTP/1.1\r\nhost: mock\r\n${lines.join('')}content-length: ${length}\r\n\r\n`,
  );
  socket.write(body);
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await once(socket, 'end');
  return text;
}

/** Sizes of the chunks of a body, the empty last one left out. All bytes are characters here. */
function chunkSizes(body: string): number[] {
  const sizes: number[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.slice(at, lineEnd), 16);
    if (!(size > 0)) return sizes;
    sizes.push(size);
    at = lineEnd + 2 + size + 2;
  }
}

const withFault = (fault: FaultPlan) => serveMock({ faults: [fault] });

describe('the HTTP host', () => {
  it('answers 413 before a body above 32 MB has come to its end', async () => {
    await using served = await serveMock();
    const half = new Uint8Array(17 * 1_048_576);
    let pulled = 0;
    const endless = async function* () {
      for (; pulled < 20; pulled++) yield half;
    };
    const reply = await request(`${served.url}/v1/messages`, {
      method: 'POST',
      headers: HEADERS,
      body: Readable.from(endless()),
    });
    expect(reply.statusCode).toBe(413);
    expect(await reply.body.json()).toMatchObject({ error: { type: 'request_too_large' } });
    expect(pulled).toBeLessThan(20);
  });

  it('tells when a head arrived and when the body behind it was complete', async () => {
    await using served = await serveMock();
    const late = async function* () {
      yield BODY.slice(0, 10);
      await served.mock.clock.sleep(500);
      yield BODY.slice(10);
    };
    const reply = await request(`${served.url}/v1/messages`, {
      method: 'POST',
      headers: HEADERS,
      body: Readable.from(late()),
    });
    await reply.body.dump();
    const [row] = served.mock.rows();
    expect((row?.arrivedAt ?? 0) - (row?.headAt ?? 0)).toBeGreaterThan(100);
  });

  it('numbers connections and the requests on each of them', async () => {
    await using served = await serveMock();
    const kept = new Agent({ connections: 1 });
    await ask(served.url, BODY, kept);
    // One that is turned away counts like any other.
    await ask(served.url, '{}', kept);
    await ask(served.url);
    await kept.close();
    expect([...served.mock.rows()].map(({ connection }) => connection)).toEqual([
      { id: 1, nth: 1 },
      { id: 1, nth: 2 },
      { id: 2, nth: 1 },
    ]);
  });

  it("builds a batch's results_url from the request's own origin", async () => {
    await using served = await serveMock();
    const client = new Anthropic({ apiKey: 'key', baseURL: served.url });
    const params = {
      model: 'm',
      max_tokens: 9,
      messages: [{ role: 'user' as const, content: 'Hi' }],
    };
    const { id } = await client.messages.batches.create({ requests: [{ custom_id: 'a', params }] });
    served.mock.advanceBatch(id, 'ended');
    const { results_url } = await client.messages.batches.retrieve(id);
    expect(results_url).toBe(`${served.url}/v1/messages/batches/${id}/results`);
    const results: string[] = [];
    for await (const { custom_id, result } of await client.messages.batches.results(id)) {
      results.push(`${custom_id} ${result.type}`);
    }
    expect(results).toEqual(['a succeeded']);
  });
});

describe('a fault of the socket', () => {
  it('refuses every second connection', async () => {
    await using served = await withFault(aFault({ kind: 'refuse', when: { every: 2 } }));
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) codes.push(await codeOf(ask(served.url)));
    expect(codes.map((code) => code === undefined)).toEqual([true, false, true, false]);
    expect(served.mock.state().requests).toBe(2);
  });

  it('resets a stream behind the events that were sent', async () => {
    const late = aFault({ kind: 'reset', options: { afterEvents: 4 } });
    await using served = await withFault(late);
    const { body } = await request(`${served.url}/v1/messages`, {
      method: 'POST',
      headers: HEADERS,
      body: STREAMED,
    });
    let text = '';
    const read = async () => {
      for await (const part of body) text += String(part);
    };
    expect(await codeOf(read())).toBe('ECONNRESET');
    expect(text.match(/^event: /gm)).toHaveLength(4);
    expect(served.mock.state().outcomes).toEqual({ 'fault:f': 1 });
  });

  it('sends slices of at most 3 bytes as chunks of their own', async () => {
    await using served = await withFault(aFault({ kind: 'slicer', options: { most: 3 } }));
    const text = await askBare(served, STREAMED, { connection: 'close' });
    const sizes = chunkSizes(text.slice(text.indexOf('\r\n\r\n') + 4));
    expect(sizes.length).toBeGreaterThan(100);
    expect(Math.max(...sizes)).toBe(3);
  });

  it('sends what is no chunk', async () => {
    await using served = await withFault(
      aFault({ kind: 'malformed-chunk', options: { afterEvents: 4 } }),
    );
    expect(await codeOf(ask(served.url, STREAMED))).toBe('HTTPParserError');
  });

  it.each([
    [10, 'UND_ERR_SOCKET'],
    [-10, undefined],
  ])('states a content-length that is off by %d', async (difference, code) => {
    await using served = await withFault(
      aFault({ kind: 'content-length', options: { difference } }),
    );
    expect(await codeOf(ask(served.url))).toBe(code);
  });

  it('closes a kept connection 20 ms after the reply', async () => {
    await using served = await withFault(aFault({ kind: 'idle-close', options: { after: 20 } }));
    const text = await askBare(served, BODY);
    expect(text.toLowerCase()).toContain('connection: keep-alive');
    expect(text).toContain('"type":"message"');
  });

  it('ends a reply only by closing the connection, 50 ms late', async () => {
    await using served = await withFault(aFault({ kind: 'delayed-close', options: { after: 50 } }));
    const begun = served.mock.clock.now();
    const text = await askBare(served, BODY);
    expect(served.mock.clock.now() - begun).toBeGreaterThanOrEqual(55);
    expect(text.toLowerCase()).not.toMatch(/content-length|transfer-encoding/);
    expect(JSON.parse(text.slice(text.indexOf('{')))).toMatchObject({ type: 'message' });
  });

  it('leaves the server running for the next request', async () => {
    await using served = await withFault(aFault({ kind: 'fin', when: { nth: 1 } }));
    expect(await codeOf(ask(served.url))).toBe('UND_ERR_SOCKET');
    expect((await ask(served.url)).status).toBe(200);
    expect(served.mock.state()).toMatchObject({ in_flight: 0, outcomes: { 'fault:f': 1, ok: 1 } });
  });
});

it('takes a whole URL for its path, of admin endpoints, too', async () => {
  await using served = await serveMock();
  const { port } = new URL(served.url);
  const told = async (path: string, headers = {}) => {
    const sent = get({ port, path, headers });
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    reply.resume();
    return reply.statusCode;
  };
  expect(await told('http://mock.invalid/v1/models', HEADERS)).toBe(200);
  expect(await told('http://mock.invalid/__mock/health')).toBe(200);
  const page = { origin: 'http://page.invalid' };
  expect(await told('http://mock.invalid/__mock/health', page)).toBe(403);
});
