import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import http, { get } from 'node:http';
import { text } from 'node:stream/consumers';
import Anthropic from '@anthropic-ai/sdk';
import { setupServer } from 'msw/node';
import { request } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMock } from '../../mock-server/core/mock.ts';
import { handlers } from '../../mock-server/msw.ts';
import { createRealClock } from '../../src/clock/real.ts';
import { aFault, aMockPlan } from '../helpers/mock-plan.ts';

/** Loopback, where nobody listens: what msw does not see is refused at once. */
const ORIGIN = 'http://127.255.255.254:4010';
const PARAMS = {
  model: 'claude-haiku-5-5',
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'Hello, mock.' }],
};
const plan = aMockPlan({ latency: { kind: 'constant', options: { ms: 1 } } });
const mock = createMock(plan, { clock: createRealClock() });
const server = setupServer(...handlers(mock, ORIGIN));
const early = connect();

function connect() {
  return new Anthropic({ apiKey: 'key', baseURL: ORIGIN, maxRetries: 0 });
}

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

it('answers a global fetch', async () => {
  const response = await fetch(`${ORIGIN}/v1/models`, { headers: { 'x-api-key': 'key' } });
  expect(response.status).toBe(200);
});

it('answers an SDK client that was built after listen(), whole and streamed', async () => {
  const client = connect();
  const headers = { 'x-bench-item': '17' };
  const whole = await client.messages.create(PARAMS, { headers });
  const streamed = await client.messages.stream(PARAMS, { headers }).finalMessage();
  expect(whole.content).toMatchObject([{ text: '17: the model reads' }]);
  expect(streamed.content).toMatchObject([{ text: '17: the model reads' }]);
});

it('answers node:http', async () => {
  const sent = http.get(`${ORIGIN}/v1/models`, { headers: { 'x-api-key': 'key' } });
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  expect(reply.statusCode).toBe(200);
  expect(JSON.parse(await text(reply))).toMatchObject({ object: 'list' });
});

it('hears of an SDK client that aborts a stream, or has waited for too long', async () => {
  const silent = aFault({ kind: 'stall', options: {}, when: { armed: 1 } });
  mock.arm(silent);
  await expect(connect().messages.create(PARAMS, { timeout: 500 })).rejects.toBeInstanceOf(
    Anthropic.APIConnectionTimeoutError,
  );
  mock.arm(aFault({ kind: 'stall', options: { afterEvents: 4 }, when: { armed: 1 } }));
  const stream = connect().messages.stream(PARAMS);
  stream.on('streamEvent', ({ type }) => {
    if (type === 'content_block_delta') stream.abort();
  });
  await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError);
  expect(mock.state()).toMatchObject({ in_flight: 0 });
});

it('turns a reset before the head into a connection error of the SDK', async () => {
  mock.arm(aFault({ kind: 'reset', when: { armed: 1 } }));
  await expect(connect().messages.create(PARAMS)).rejects.toBeInstanceOf(
    Anthropic.APIConnectionError,
  );
});

it('refuses to arm a reset in the middle of a stream, which msw would lose', () => {
  const midStream = aFault({ kind: 'reset', options: { afterEvents: 3 } });
  expect(() => mock.arm(midStream)).toThrow('msw cannot carry the fault "f" (reset)');
});

it('does not see a client that was built before listen()', async () => {
  await expect(early.messages.create(PARAMS)).rejects.toBeInstanceOf(Anthropic.APIConnectionError);
});

it('does not see functions of node:http that were imported by name', async () => {
  await expect(once(get(`${ORIGIN}/v1/models`), 'response')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

it("does not see undici's own request()", async () => {
  await expect(request(`${ORIGIN}/v1/models`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
