import { describe, expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import type { MockPlan, WirePlan } from '../../../src/core/mock-plan.ts';
import { aMockPlan, protocol } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const ANTHROPIC = { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' };
const OPENAI = { authorization: 'Bearer key' };
const MESSAGES = [{ role: 'user', content: 'Hello, mock.' }];
const MESSAGE = { model: 'claude-haiku-5-5', max_tokens: 64, messages: MESSAGES };
const COMPLETION = { model: 'gpt-5', messages: MESSAGES };

/** Sends one request for item 17 to a mock on a virtual clock of its own. */
function exchange(
  path: string,
  headers: Record<string, string>,
  body?: object | string,
  plan: Partial<MockPlan> = {},
) {
  return onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(plan), { clock });
    const response = await createFetch(mock)(`http://mock.invalid${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-bench-item': '17', ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const { status, headers: told } = response;
    return { status, headers: told, text: await response.text(), rows: [...mock.rows()] };
  });
}

const wire = (changes: Partial<WirePlan>) => ({ wire: { ...protocol.wire, ...changes } });

const stream = (body: object, plan: Partial<MockPlan> = {}) =>
  'max_tokens' in body
    ? exchange('/v1/messages', ANTHROPIC, { ...body, stream: true }, plan)
    : exchange('/v1/chat/completions', OPENAI, { ...body, stream: true }, plan);

/** The data of all events, without `[DONE]`. */
function dataOf(text: string): Record<string, unknown>[] {
  const data = [...text.matchAll(/^data: (\{.*)$/gm)];
  return data.map(([, json = '']) => JSON.parse(json) as Record<string, unknown>);
}

describe('POST /v1/messages/count_tokens', () => {
  it('counts the input of a message without max_tokens, past all limits, and leaves a row', async () => {
    const { model, messages } = MESSAGE;
    const reply = await exchange('/v1/messages/count_tokens', ANTHROPIC, { model, messages });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toEqual({ input_tokens: 3 });
    expect(reply.rows).toMatchObject([
      { seq: 1, item: 17, status: 200, outcome: 'aside:count_tokens', inputTokens: 0, limits: [] },
    ]);
  });

  it('refuses what a message would be refused for', async () => {
    const reply = await exchange('/v1/messages/count_tokens', ANTHROPIC, { model: 'm' });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('messages: Field required');
  });
});

describe('models', () => {
  const models = wire({ models: ['mine', 'yours'] });

  it('are the planned ones, in the shape of the API that asks', async () => {
    const anthropic = await exchange('/v1/models', ANTHROPIC, undefined, models);
    const openai = await exchange('/v1/models', OPENAI, undefined, models);
    expect(JSON.parse(anthropic.text)).toMatchObject({
      data: [{ id: 'mine' }, { id: 'yours' }],
      first_id: 'mine',
      last_id: 'yours',
    });
    expect(JSON.parse(openai.text)).toMatchObject({
      object: 'list',
      data: [{ id: 'mine' }, { id: 'yours' }],
    });
  });

  it('come with the headers of all replies, and leave a row', async () => {
    const { headers, rows } = await exchange('/v1/models', ANTHROPIC);
    expect(headers.get('x-mock-seq')).toBe('1');
    expect(headers.get('request-id')).toBe('req_17_0_0');
    expect(headers.has('anthropic-organization-id')).toBe(true);
    expect(rows).toMatchObject([{ seq: 1, status: 200, outcome: 'aside:models' }]);
  });

  it('can be asked for by a name that is no valid encoding', async () => {
    const { status, text } = await exchange('/v1/models/%E0%A4%A', ANTHROPIC);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ id: '%E0%A4%A' });
  });

  it('can be asked for one at a time', async () => {
    const known = await exchange('/v1/models/mine', ANTHROPIC, undefined, models);
    const unknown = await exchange('/v1/models/other', ANTHROPIC, undefined, models);
    expect(JSON.parse(known.text)).toMatchObject({ type: 'model', id: 'mine' });
    expect(unknown.status).toBe(404);
  });

  it.each([
    ['/v1/messages', ANTHROPIC, MESSAGE, { error: { type: 'not_found_error' } }],
    ['/v1/chat/completions', OPENAI, COMPLETION, { error: { code: 'model_not_found' } }],
  ])('that are not planned are unknown to %s', async (path, headers, body, error) => {
    const reply = await exchange(path, headers, body, models);
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text)).toMatchObject(error);
    expect((await exchange(path, headers, { ...body, model: 'mine' }, models)).status).toBe(200);
  });
});

describe('keys', () => {
  const keys = wire({ keys: ['right'] });

  it.each([
    [{ 'x-api-key': 'right' }, 200],
    [{ authorization: 'Bearer right' }, 200],
    [{ 'x-api-key': 'wrong' }, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{}, 401],
    // The header of its own comes first.
    [{ 'x-api-key': 'wrong', authorization: 'Bearer right' }, 401],
  ])('in %j give %d when only one is accepted', async (headers, status) => {
    const version = { 'anthropic-version': '2026-10-21' };
    const reply = await exchange('/v1/messages', { ...version, ...headers }, MESSAGE, keys);
    expect(reply.status).toBe(status);
  });
});

it.each([
  ['/v1/messages', 'request_too_large'],
  ['/v1/chat/completions', 'invalid_request_error'],
])('answers a body above 32 MB on %s with 413', async (path, type) => {
  const body = ' '.repeat(32 * 1_048_576 + 1);
  const { status, text } = await exchange(path, ANTHROPIC, body);
  expect(status).toBe(413);
  expect(JSON.parse(text)).toMatchObject({ error: { type } });
});

describe('thinking', () => {
  const thinking = { thinkingTokens: 3, outputTokens: 2 };

  it('is a block of its own before the text, with a signature', async () => {
    const { text } = await exchange('/v1/messages', ANTHROPIC, MESSAGE, thinking);
    expect(JSON.parse(text)).toMatchObject({
      content: [
        { type: 'thinking', thinking: ' the model reads', signature: expect.any(String) },
        { type: 'text', text: '17: the' },
      ],
      usage: { output_tokens: 5, output_tokens_details: { thinking_tokens: 3 } },
    });
  });

  it('comes first in a stream: deltas, the signature, then the block of text', async () => {
    const { text } = await stream(MESSAGE, thinking);
    const events = dataOf(text).map(({ type, index, delta }) =>
      [type, index, (delta as { type?: string } | undefined)?.type].filter(
        (part) => part !== undefined,
      ),
    );
    expect(events).toEqual([
      ['message_start'],
      ['content_block_start', 0],
      ['ping'],
      ...new Array(3).fill(['content_block_delta', 0, 'thinking_delta']),
      ['content_block_delta', 0, 'signature_delta'],
      ['content_block_stop', 0],
      ['content_block_start', 1],
      ...new Array(2).fill(['content_block_delta', 1, 'text_delta']),
      ['content_block_stop', 1],
      ['message_delta'],
      ['message_stop'],
    ]);
  });

  it('that max_tokens cuts leaves no block of text', async () => {
    const { text } = await stream({ ...MESSAGE, max_tokens: 3 }, thinking);
    const starts = dataOf(text).filter(({ type }) => type === 'content_block_start');
    expect(starts).toHaveLength(1);
    expect(text).toContain('"stop_reason":"max_tokens"');
  });

  it("is only counted in OpenAI's replies", async () => {
    const { text } = await exchange('/v1/chat/completions', OPENAI, COMPLETION, thinking);
    expect(JSON.parse(text)).toMatchObject({
      choices: [{ message: { content: '17: the' } }],
      usage: { completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 3 } },
    });
  });
});

describe('a stream', () => {
  it('of 50 tokens, three an event, has 17 content events and the same text', async () => {
    const plan = { outputTokens: 50, tokensPerEvent: 3 };
    const { text } = await stream(MESSAGE, plan);
    const pieces = dataOf(text).flatMap(({ delta }) => (delta as { text?: string })?.text ?? []);
    const whole = await exchange('/v1/messages', ANTHROPIC, MESSAGE, plan);
    expect(pieces).toHaveLength(17);
    expect(JSON.parse(whole.text)).toMatchObject({ content: [{ text: pieces.join('') }] });
  });

  it('has a ping every 30 ms, besides the one at its start', async () => {
    // Service takes 100 ms: pings at 30, 60 and 90.
    const { text } = await stream(MESSAGE, wire({ pings: 30 }));
    expect(dataOf(text).filter(({ type }) => type === 'ping')).toHaveLength(4);
  });

  it('whose events are padded differs in its blanks only', async () => {
    const padded = await stream(MESSAGE, wire({ padding: true }));
    const plain = await stream(MESSAGE);
    const blanks = [...padded.text.matchAll(/( *)\}\n\n/g)].map(([, spaces = '']) => spaces.length);
    expect(new Set(blanks).size).toBeGreaterThan(3);
    expect(padded.text.replace(/ +\}\n\n/g, '}\n\n')).toBe(plain.text);
    expect(dataOf(padded.text)).toEqual(dataOf(plain.text));
  });

  it('hides the sizes of its chunks by random strings, unless the client declines', async () => {
    const obfuscated = await stream(COMPLETION, wire({ obfuscation: true }));
    const declined = await stream(
      { ...COMPLETION, stream_options: { include_obfuscation: false } },
      wire({ obfuscation: true }),
    );
    for (const chunk of dataOf(obfuscated.text)) expect(chunk.obfuscation).toMatch(/^\w{1,10}$/);
    expect(declined.text).not.toContain('obfuscation');
  });

  it('can be made of characters of two to four bytes', async () => {
    const { text } = await stream(
      { ...COMPLETION },
      { ...wire({ text: 'multibyte' }), outputTokens: 14 },
    );
    const content = dataOf(text)
      .map(({ choices }) => (choices as { delta: { content?: string } }[])[0]?.delta.content ?? '')
      .join('');
    const widths = [...content].map((character) => Buffer.byteLength(character));
    expect(new Set(widths)).toEqual(new Set([1, 2, 3, 4]));
  });
});

it('tells what came out of a cache apart', async () => {
  const cached = { 'x-bench-input-tokens': '1000', 'x-bench-cache-read-tokens': '900' };
  const anthropic = await exchange('/v1/messages', { ...ANTHROPIC, ...cached }, MESSAGE);
  const openai = await exchange('/v1/chat/completions', { ...OPENAI, ...cached }, COMPLETION);
  expect(JSON.parse(anthropic.text)).toMatchObject({
    usage: { input_tokens: 100, cache_read_input_tokens: 900 },
  });
  expect(JSON.parse(openai.text)).toMatchObject({
    usage: { prompt_tokens: 1_000, prompt_tokens_details: { cached_tokens: 900 } },
  });
});

it('reads messages that are 60 000 lists deep', async () => {
  const body = JSON.stringify(MESSAGE).replace(
    /"messages":\[.*\]/,
    `"messages":${'['.repeat(60_000)}"four"${']'.repeat(60_000)}`,
  );
  const { status, rows } = await exchange('/v1/messages', ANTHROPIC, body);
  expect(status).toBe(200);
  expect(rows).toMatchObject([{ inputTokens: 1 }]);
});

it.each([
  [{ max_tokens: -3 }, 'max_tokens', 'integer_below_min_value'],
  [{ max_completion_tokens: 0 }, 'max_completion_tokens', 'integer_below_min_value'],
  [{ max_tokens: 0.5 }, 'max_tokens', 'invalid_type'],
  [{ max_tokens: 'many' }, 'max_tokens', 'invalid_type'],
])('refuses a completion with %j', async (change, param, code) => {
  const body = { ...COMPLETION, ...change };
  const { status, text } = await exchange('/v1/chat/completions', OPENAI, body);
  expect(status).toBe(400);
  expect(JSON.parse(text).error).toMatchObject({ type: 'invalid_request_error', param, code });
});
