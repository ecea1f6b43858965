import Anthropic from '@anthropic-ai/sdk';
import { expect, it } from 'vitest';
import { createMock } from '../../mock-server/core/mock.ts';
import { createFetch } from '../../mock-server/fetch.ts';
import { createRealClock } from '../../src/clock/real.ts';
import { aMockPlan, rpm } from '../helpers/mock-plan.ts';
import { serveMock } from '../helpers/mock-server.ts';

const PARAMS = {
  model: 'claude-haiku-5-5',
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'Hello, mock.' }],
};

function connect(baseURL: string, options: { maxRetries?: number; fetch?: typeof fetch } = {}) {
  return new Anthropic({ apiKey: 'key', baseURL, maxRetries: 0, ...options });
}

const forItem = (item: number) => ({ headers: { 'x-bench-item': String(item) } });

it('reads a message and its rate-limit headers', async () => {
  await using served = await serveMock({ limits: [rpm(50)] });
  const { data, response, request_id } = await connect(served.url)
    .messages.create(PARAMS, forItem(17))
    .withResponse();
  expect(data).toMatchObject({
    content: [{ type: 'text', text: '17: the model reads' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 3, output_tokens: 4 },
  });
  expect(request_id).toBe('req_17_0_0');
  expect(response.headers.get('anthropic-ratelimit-requests-remaining')).toBe('49');
});

it('streams the same message through messages.stream()', async () => {
  await using served = await serveMock();
  const stream = connect(served.url).messages.stream(PARAMS, forItem(17));
  const pieces: string[] = [];
  stream.on('text', (text) => pieces.push(text));
  const message = await stream.finalMessage();
  expect(pieces).toEqual(['17:', ' the', ' model', ' reads']);
  expect(message).toMatchObject({ stop_reason: 'end_turn', usage: { output_tokens: 4 } });
});

it('gets a typed error with retry-after for the second request of a burst of 1', async () => {
  await using served = await serveMock({ limits: [rpm(30, 1)] });
  const client = connect(served.url);
  await client.messages.create(PARAMS);
  const error = await client.messages.create(PARAMS).catch((reason: unknown) => reason);
  if (!(error instanceof Anthropic.RateLimitError)) throw error;
  expect(error.status).toBe(429);
  expect(error.type).toBe('rate_limit_error');
  // Room for the next one after 2 s, told in whole seconds: the second request has one of them to arrive.
  expect(error.headers.get('retry-after')).toBe('2');
});

it('shows its hidden retry in the truth, as a retry of the same item', async () => {
  await using served = await serveMock({ limits: [rpm(30, 1)] });
  const client = connect(served.url, { maxRetries: 1 });
  await client.messages.create(PARAMS, forItem(1));
  await client.messages.create(PARAMS, forItem(2));
  expect([...served.mock.rows()]).toMatchObject([
    { item: 1, retries: 0, outcome: 'ok' },
    { item: 2, retries: 0, outcome: 'limited:requests' },
    { item: 2, retries: 1, outcome: 'ok', admittedAttempt: 0 },
  ]);
});

it('frees the server when a stream is aborted', async () => {
  const latency = { kind: 'constant', options: { ms: 60_000 } };
  await using served = await serveMock({ latency, outputTokens: 6_000 });
  const stream = await connect(served.url).messages.create({
    ...PARAMS,
    max_tokens: 10_000,
    stream: true,
  });
  for await (const event of stream) if (event.type === 'content_block_delta') break;
  await expect.poll(() => served.mock.state().in_flight).toBe(0);
  expect(served.mock.state().outcomes).toEqual({ 'client-abort': 1 });
});

it('lists the models', async () => {
  await using served = await serveMock();
  const page = await connect(served.url).models.list();
  expect(page.data.map(({ id }) => id)).toContain('claude-haiku-5-5');
});

it('gets identical replies through the in-process fetch', async () => {
  const mock = createMock(aMockPlan(), { clock: createRealClock() });
  const client = connect('http://mock.invalid', { fetch: createFetch(mock) });
  const message = await client.messages.create(PARAMS, forItem(17));
  const streamed = await client.messages.stream(PARAMS, forItem(17)).finalMessage();
  expect(message.content).toMatchObject([{ text: '17: the model reads' }]);
  expect(streamed.content).toMatchObject([{ text: '17: the model reads' }]);
});
