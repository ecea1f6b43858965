import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { tokensText } from '../../mock-server/api/filler.ts';
import { createMock } from '../../mock-server/core/mock.ts';
import { startServer } from '../../mock-server/server.ts';
import { createRealClock } from '../../src/clock/real.ts';
import { aHeldClock } from '../helpers/held-clock.ts';
import { aMockPlan, protocol } from '../helpers/mock-plan.ts';
import { serveMock } from '../helpers/mock-server.ts';

const BODY = JSON.stringify({
  model: 'gpt-5',
  messages: [{ role: 'user', content: 'Hello, mock.' }],
});

const HEADERS = { authorization: 'Bearer key', 'content-type': 'application/json' };

/** Sends one completion for an item and reads the reply. */
async function complete(url: string, item: number, dispatcher: Agent): Promise<string> {
  const { body } = await request(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { ...HEADERS, 'x-bench-item': String(item) },
    body: BODY,
    dispatcher,
  });
  return body.text();
}

/** Keeps so many requests in flight until all items are answered. */
async function completeAll(url: string, items: number, inFlight: number): Promise<void> {
  await using agent = {
    dispatcher: new Agent(),
    [Symbol.asyncDispose]: () => agent.dispatcher.close(),
  };
  let next = 0;
  const worker = async () => {
    while (next < items) await complete(url, next++, agent.dispatcher);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

it.each([1, 100, 101, 1_000])('sees %d requests in flight when so many are', async (inFlight) => {
  const { clock, release } = aHeldClock();
  await using served = await serveMock({}, clock);
  const completed = completeAll(served.url, inFlight, inFlight);
  await expect.poll(() => served.mock.state().in_flight).toBe(inFlight);
  release();
  await completed;
  expect(served.mock.state()).toMatchObject({
    requests: inFlight,
    in_flight: 0,
    peak_in_flight: inFlight,
    outcomes: { ok: inFlight },
  });
});

it('gives each item the same service time at 1 and at 50 in flight', async () => {
  await using served = await serveMock({
    latency: { kind: 'lognormal', options: { mean: 10, cv: 1 } },
  });
  const demands = () => new Map([...served.mock.rows()].map(({ item, demand }) => [item, demand]));
  await completeAll(served.url, 50, 1);
  const alone = demands();
  served.mock.reset();
  await completeAll(served.url, 50, 50);
  const crowded = demands();
  expect(alone.size).toBe(50);
  for (const [item, demand] of crowded) expect(demand).toBe(alone.get(item));
});

it('takes as long as it planned, and says so', async () => {
  await using served = await serveMock({ latency: { kind: 'constant', options: { ms: 50 } } });
  const { headers, body } = await request(`${served.url}/v1/chat/completions`, {
    method: 'POST',
    headers: HEADERS,
    body: BODY,
  });
  await body.dump();
  const total = Number(/total;dur=([\d.]+)/.exec(String(headers['server-timing']))?.[1]);
  expect(total).toBeGreaterThanOrEqual(50);
  expect(headers['x-mock-seq']).toBe('1');
  expect(Number(headers['content-length'])).toBeGreaterThan(0);
});

it('serves a reply of 40 000 tokens to a client that reads late, whole and in order, of which 64 KB wait', async () => {
  await using served = await serveMock({
    latency: { kind: 'constant', options: { ms: 500 } },
    outputTokens: 40_000,
    wire: { ...protocol.wire, maxBuffered: 65_536 },
  });
  const { body } = await request(`${served.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { ...HEADERS, 'x-bench-item': '1' },
    body: JSON.stringify({ ...JSON.parse(BODY), stream: true }),
  });
  // Complete for the server while the client has not read a byte: the socket is full long before.
  await expect.poll(() => served.mock.state().outcomes.ok).toBe(1);
  const text = await body.text();
  const contents = [...text.matchAll(/"delta":\{"content":"([^"]*)"/g)].map(([, words]) => words);
  // Compared before: nobody wants to read the difference.
  expect(contents.join('') === tokensText(1, 1, 40_000, 'plain')).toBe(true);
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  // It stood still once, and what was held back came in one event.
  expect(contents.length).toBeLessThan(40_000);
  expect(served.mock.state().paused_streams).toBe(1);
});

it('answers streams that were asked for together on one connection one after the other, each whole', async () => {
  await using served = await serveMock({
    latency: { kind: 'constant', options: { ms: 60 } },
    outputTokens: 6,
    wire: { ...protocol.wire, text: 'multibyte' },
  });
  const body = JSON.stringify({ ...JSON.parse(BODY), stream: true });
  const ask = (item: number, last: boolean) =>
    `POST /v1/chat/completions HTTP/1.1\r\nhost: mock\r\nauthorization: Bearer key\r\nx-bench-item: ${item}\r\n` +
    `content-length: ${body.length}\r\n${last ? 'connection: close\r\n' : ''}\r\n${body}`;
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
  socket.write(ask(1, false) + ask(2, false) + ask(3, true));
  const replies = (await text(socket)).split('HTTP/1.1 200 OK').slice(1);
  const contents = replies.map((reply) =>
    [...reply.matchAll(/"delta":\{"content":"([^"]*)"/g)].map(([, words]) => words).join(''),
  );
  expect(contents).toEqual([1, 2, 3].map((item) => tokensText(item, 1, 6, 'multibyte')));
  for (const reply of replies) expect(reply.trimEnd()).toMatch(/data: \[DONE\]\s+0$/);
});

it('answers the admin endpoints without counting them', async () => {
  await using served = await serveMock();
  const { statusCode } = await request(`${served.url}/__mock/health`);
  const state = await (await request(`${served.url}/__mock/state`)).body.json();
  expect(statusCode).toBe(200);
  expect(state).toMatchObject({ requests: 0, in_flight: 0 });
});

it('says which port is in use, and what to do', async () => {
  await using served = await serveMock();
  const port = Number(new URL(served.url).port);
  const mock = createMock(aMockPlan(), { clock: createRealClock() });
  await expect(startServer(mock, { port })).rejects.toMatchObject({
    code: 'MOCK_FAILED',
    message: `port ${port} of 127.0.0.1 is in use; the mock server did not start.`,
    hint: 'name another port, or port 0 for any free one.',
  });
});

describe('in a process of its own', () => {
  const main = fileURLToPath(new URL('../../mock-server/main.ts', import.meta.url));

  it('starts on a message, answers with its URL, and ends when its parent lets go', async () => {
    const child = fork(main);
    child.send({ plan: aMockPlan(), host: '127.0.0.1', port: 0 });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    const { statusCode } = await request(`${url}/__mock/health`);
    expect(statusCode).toBe(200);
    child.disconnect();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('answers with an error when it cannot start', async () => {
    await using served = await serveMock();
    const child = fork(main);
    const port = Number(new URL(served.url).port);
    child.send({ plan: aMockPlan(), host: '127.0.0.1', port });
    const [answer] = await once(child, 'message');
    expect(answer).toEqual({
      error: `port ${port} of 127.0.0.1 is in use; the mock server did not start.`,
    });
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});
