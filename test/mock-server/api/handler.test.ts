import { describe, expect, it } from 'vitest';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import type { MockPlan } from '../../../src/core/mock-plan.ts';
import { aMockPlan, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const KEY = { authorization: 'Bearer key' };
const ANTHROPIC = { ...KEY, 'anthropic-version': '2026-10-21' };
const MESSAGES = [{ role: 'user', content: 'Hello, mock.' }];
const ANTHROPIC_BODY = { model: 'claude-haiku-5-5', max_tokens: 64, messages: MESSAGES };
const OPENAI_BODY = { model: 'gpt-5', messages: MESSAGES };

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** Sends one request to a mock on a virtual clock of its own and reads the whole reply. */
function exchange(path: string, sent: Sent, plan: Partial<MockPlan> = {}) {
  return onVirtualClock((clock) =>
    exchangeWith(createMock(aMockPlan(plan), { clock }), path, sent),
  );
}

async function exchangeWith(mock: Mock, path: string, { method = 'POST', headers, body }: Sent) {
  const response = await createFetch(mock)(`http://mock.invalid${path}`, {
    method,
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
}

/** `[event, data]` of each event; the name is empty where there is none. */
function events(text: string): [string, unknown][] {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => {
      const name = /^event: (.*)$/m.exec(event)?.[1] ?? '';
      const data = /^data: (.*)$/m.exec(event)?.[1] ?? '';
      return [name, data === '[DONE]' ? data : JSON.parse(data)];
    });
}

describe('POST /v1/messages', () => {
  it('answers with a message that starts with the item and reports usage', async () => {
    const { status, headers, text } = await exchange('/v1/messages', {
      headers: { ...ANTHROPIC, 'x-bench-item': '17', 'x-bench-attempt': '2' },
      body: ANTHROPIC_BODY,
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'request-id': 'req_17_2_0',
      'anthropic-organization-id': '00000000-0000-4000-8000-000000000000',
      'x-mock-seq': '1',
      'server-timing': 'queue;dur=0.000, ttft;dur=25.000, total;dur=100.000',
    });
    expect(JSON.parse(text)).toEqual({
      id: 'msg_17_2_0',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-5-5',
      container: null,
      diagnostics: null,
      content: [{ type: 'text', text: '17: the model reads', citations: null }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
      usage: {
        // 12 characters, 4 a token.
        input_tokens: 3,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
        output_tokens: 4,
        output_tokens_details: null,
        server_tool_use: null,
        service_tier: 'standard',
        inference_geo: 'not_available',
        speed: 'standard',
      },
    });
  });

  it('counts the characters of the system prompt and of text blocks', async () => {
    const { text } = await exchange('/v1/messages', {
      headers: ANTHROPIC,
      body: {
        ...ANTHROPIC_BODY,
        system: 'Be brief',
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hi' }] }],
      },
    });
    expect(JSON.parse(text).usage.input_tokens).toBe(4);
  });

  it('takes the number of input tokens from x-bench-input-tokens', async () => {
    const { text } = await exchange('/v1/messages', {
      headers: { ...ANTHROPIC, 'x-bench-input-tokens': '2357' },
      body: ANTHROPIC_BODY,
    });
    expect(JSON.parse(text).usage.input_tokens).toBe(2_357);
  });

  it('streams 4 tokens in 4 + 6 events, each with its name in the data', async () => {
    const { headers, text } = await exchange('/v1/messages', {
      headers: { ...ANTHROPIC, 'x-bench-item': '17' },
      body: { ...ANTHROPIC_BODY, stream: true },
    });
    const received = events(text);
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(received.map(([name]) => name)).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      ...new Array(4).fill('content_block_delta'),
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    for (const [name, data] of received) expect(data).toMatchObject({ type: name });
    expect(received[0]?.[1]).toMatchObject({
      message: { content: [], stop_reason: null, usage: { input_tokens: 3, output_tokens: 1 } },
    });
    expect(received.slice(3, 7).map(([, data]) => data)).toMatchObject(
      ['17:', ' the', ' model', ' reads'].map((piece) => ({ delta: { text: piece } })),
    );
    expect(received[8]?.[1]).toMatchObject({
      delta: { stop_reason: 'end_turn' },
      usage: { output_tokens: 4 },
    });
  });

  it('stops for max_tokens when the maximum cuts the reply', async () => {
    const { text } = await exchange('/v1/messages', {
      headers: ANTHROPIC,
      body: { ...ANTHROPIC_BODY, max_tokens: 2 },
    });
    expect(JSON.parse(text)).toMatchObject({
      stop_reason: 'max_tokens',
      usage: { output_tokens: 2 },
    });
  });

  it('refuses the second request of a burst of 1 with 429 and the limit in its text', async () => {
    const { status, headers, text } = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan({ limits: [rpm(50, 1)] }), { clock });
      const sent = { headers: ANTHROPIC, body: ANTHROPIC_BODY };
      await exchangeWith(mock, '/v1/messages', sent);
      return exchangeWith(mock, '/v1/messages', sent);
    });
    expect(status).toBe(429);
    // 100 ms after the first one 1.1 s are missing.
    expect(headers).toMatchObject({
      'retry-after': '2',
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:01Z',
      'x-mock-seq': '2',
      'server-timing': 'queue;dur=0.000, total;dur=0.000',
    });
    expect(JSON.parse(text)).toMatchObject({
      type: 'error',
      error: {
        type: 'rate_limit_error',
        message: expect.stringContaining(
          "organization's rate limit of 50 requests per minute (org:",
        ),
      },
      request_id: headers['request-id'],
    });
  });

  it.each([
    [
      'no key',
      { 'anthropic-version': '2026-10-21' },
      ANTHROPIC_BODY,
      401,
      'authentication_error',
      'x-api-key',
    ],
    ['no version', KEY, ANTHROPIC_BODY, 400, 'invalid_request_error', 'anthropic-version'],
    ['broken JSON', ANTHROPIC, '{"model":', 400, 'invalid_request_error', 'not valid JSON'],
    ['a list', ANTHROPIC, '[]', 400, 'invalid_request_error', 'not valid JSON'],
    [
      'no model',
      ANTHROPIC,
      { ...ANTHROPIC_BODY, model: undefined },
      400,
      'invalid_request_error',
      'model: Field required',
    ],
    [
      'no max_tokens',
      ANTHROPIC,
      { ...ANTHROPIC_BODY, max_tokens: undefined },
      400,
      'invalid_request_error',
      'max_tokens: Field required',
    ],
    [
      'no messages',
      ANTHROPIC,
      { ...ANTHROPIC_BODY, messages: undefined },
      400,
      'invalid_request_error',
      'messages: Field required',
    ],
    [
      'temperature',
      ANTHROPIC,
      { ...ANTHROPIC_BODY, temperature: 1 },
      400,
      'invalid_request_error',
      'temperature: Extra inputs are not permitted',
    ],
  ])('refuses a request with %s', async (_, headers, body, status, type, message) => {
    const reply = await exchange('/v1/messages', { headers, body });
    expect(reply.status).toBe(status);
    expect(reply.headers['x-mock-seq']).toBe('1');
    expect(JSON.parse(reply.text)).toMatchObject({
      type: 'error',
      error: { type, message: expect.stringContaining(message) },
    });
  });

  it('lets temperature pass under the version 2023-06-01', async () => {
    const { status } = await exchange('/v1/messages', {
      headers: { 'x-api-key': 'key', 'anthropic-version': '2023-06-01' },
      body: { ...ANTHROPIC_BODY, temperature: 1 },
    });
    expect(status).toBe(200);
  });
});

describe('POST /v1/chat/completions', () => {
  it('answers with a completion', async () => {
    const { status, headers, text } = await exchange('/v1/chat/completions', {
      headers: { ...KEY, 'x-bench-item': '3' },
      body: { ...OPENAI_BODY, max_completion_tokens: 2 },
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-request-id': 'req_3_0_0',
      'openai-organization': 'org-mock',
      'openai-version': '2020-10-01',
      'openai-processing-ms': '100',
    });
    expect(JSON.parse(text)).toMatchObject({
      id: 'chatcmpl-3_0_0',
      object: 'chat.completion',
      created: Date.UTC(2026, 0, 1) / 1_000,
      model: 'gpt-5',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: '3: the', refusal: null },
          finish_reason: 'length',
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    });
  });

  it.each([
    [4 + 3, undefined],
    [4 + 4, { include_usage: true }],
  ])('streams 4 tokens in %d chunks with stream_options %j', async (chunks, streamOptions) => {
    const { text } = await exchange('/v1/chat/completions', {
      headers: { ...KEY, 'x-bench-item': '3' },
      body: { ...OPENAI_BODY, stream: true, stream_options: streamOptions },
    });
    const received = events(text).map(([, data]) => data);
    expect(received).toHaveLength(chunks);
    expect(received[0]).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [{ delta: { role: 'assistant', content: '', refusal: null }, finish_reason: null }],
    });
    expect(received[1]).toMatchObject({ choices: [{ delta: { content: '3:' } }] });
    expect(received[5]).toMatchObject({ choices: [{ delta: {}, finish_reason: 'stop' }] });
    expect(received.at(-1)).toBe('[DONE]');
    if (streamOptions === undefined) return;
    expect(received[0]).toMatchObject({ usage: null });
    expect(received[6]).toMatchObject({ choices: [], usage: { completion_tokens: 4 } });
  });

  it('refuses with the text of the provider, whose wait follows from its own numbers', async () => {
    const { status, headers, text } = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan({ limits: [rpm(50, 1)] }), { clock });
      const sent = { headers: KEY, body: OPENAI_BODY };
      await exchangeWith(mock, '/v1/chat/completions', sent);
      return exchangeWith(mock, '/v1/chat/completions', sent);
    });
    expect(status).toBe(429);
    expect(headers).toMatchObject({
      'retry-after': '2',
      'x-ratelimit-limit-requests': '50',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '1.1s',
    });
    expect(JSON.parse(text)).toEqual({
      error: {
        message:
          'Rate limit reached for gpt-5 in organization org-mock on requests per min (RPM): ' +
          'Limit 50, Used 50, Requested 1. Please try again in 1.2s. Visit ' +
          'https://platform.openai.com/account/rate-limits to learn more.',
        type: 'requests',
        param: null,
        code: 'rate_limit_exceeded',
      },
    });
  });

  it.each([
    ['no key', {}, OPENAI_BODY, 401, null, "You didn't provide an API key"],
    ['broken JSON', KEY, '{', 400, null, 'could not parse the JSON body'],
    ['no model', KEY, { messages: MESSAGES }, 400, null, 'must provide a model'],
    [
      'no messages',
      KEY,
      { model: 'gpt-5' },
      400,
      'messages',
      "Missing required parameter: 'messages'",
    ],
    ['an empty list', KEY, { model: 'gpt-5', messages: [] }, 400, 'messages', "Invalid 'messages'"],
  ])('refuses a request with %s', async (_, headers, body, status, param, message) => {
    const reply = await exchange('/v1/chat/completions', { headers, body });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toMatchObject({
      error: { type: 'invalid_request_error', param, message: expect.stringContaining(message) },
    });
  });
});

describe('other paths', () => {
  it.each([
    ['Anthropic', ANTHROPIC, { type: 'error', error: { type: 'not_found_error' } }],
    ['OpenAI', KEY, { error: { message: 'Invalid URL (GET /v1/nothing)' } }],
  ])('are 404 in the shape of %s, which called', async (_, headers, body) => {
    const reply = await exchange('/v1/nothing', { method: 'GET', headers });
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text)).toMatchObject(body);
  });

  it('are 404 without a key, too', async () => {
    expect((await exchange('/v1/nothing', { method: 'GET' })).status).toBe(404);
  });

  it.each([
    ['Anthropic', ANTHROPIC, { has_more: false, data: [{ type: 'model' }, {}, {}, {}] }],
    ['OpenAI', KEY, { object: 'list', data: [{ object: 'model' }, {}, {}] }],
  ])('list models in the shape of %s', async (_, headers, body) => {
    const reply = await exchange('/v1/models', { method: 'GET', headers });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toMatchObject(body);
  });
});
