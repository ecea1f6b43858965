import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../src/client/providers/anthropic-messages.ts';
import { aProvider, JSON_TYPE, readReply } from '../read-reply.ts';

/** One event as the API writes it: name and type agree, and random spaces pad the JSON. */
function event(type: string, fields: object = {}) {
  const data = JSON.stringify({ type, ...fields }).replace(/}$/, '   }');
  return `event: ${type}\ndata: ${data}\n\n`;
}

const delta = (fields: object) => event('content_block_delta', { index: 0, delta: fields });
const text = (piece: string) => delta({ type: 'text_delta', text: piece });

const START = event('message_start', {
  message: {
    type: 'message',
    content: [],
    usage: {
      input_tokens: 11,
      cache_creation_input_tokens: 5,
      cache_read_input_tokens: 7,
      output_tokens: 1,
    },
  },
});
const BLOCK_START = event('content_block_start', {
  index: 0,
  content_block: { type: 'text', text: '' },
});
const STOP = [
  event('content_block_stop', { index: 0 }),
  event('message_delta', {
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 30 },
  }),
  event('message_stop'),
];

const MESSAGE = {
  type: 'message',
  content: [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'text', text: 'Hello ' },
    { type: 'text', text: 'there' },
  ],
  stop_reason: 'end_turn',
  usage: { input_tokens: 10, cache_read_input_tokens: 0, output_tokens: 34, server_tool_use: null },
};

describe('request', () => {
  const item = { index: 3, prompt: 'Hi', maxTokens: 256 };

  it('asks for a message', () => {
    expect(aProvider(anthropicMessages).request(item, 0)).toEqual({
      method: 'POST',
      path: '/v1/messages',
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'anthropic-version': '2026-10-21',
        'content-type': 'application/json',
        'user-agent': 'llm-bench',
      },
      body: {
        model: 'test-model',
        max_tokens: 256,
        messages: [{ role: 'user', content: 'Hi' }],
      },
    });
  });

  it('asks for a stream, with a system prompt and a key', () => {
    const provider = aProvider(anthropicMessages, { stream: true, key: 'k' });
    const { headers, body } = provider.request({ ...item, system: 'Be brief.' }, 0);
    expect(headers).toMatchObject({ accept: 'text/event-stream', authorization: 'Bearer k' });
    expect(body).toMatchObject({ stream: true, system: 'Be brief.' });
  });

  it('makes the headers once, unless each is labelled', () => {
    const plain = aProvider(anthropicMessages);
    expect(plain.request(item, 0).headers).toBe(plain.request(item, 1).headers);
    expect(aProvider(anthropicMessages, { labelled: true }).request(item, 2).headers).toMatchObject(
      {
        'x-bench-item': '3',
        'x-bench-attempt': '2',
      },
    );
  });
});

describe('a JSON reply', () => {
  const read = (body: string, keepText = false, status = 200) =>
    readReply(aProvider(anthropicMessages, { keepText }), [body], { type: JSON_TYPE, status });

  it('is ok with usage, stop reason and ids, and holds no token event', () => {
    expect(read(JSON.stringify(MESSAGE))).toEqual({
      kinds: ['none'],
      outcome: {
        kind: 'ok',
        status: 200,
        requestId: 'req_1',
        stopReason: 'end_turn',
        usage: { inputTokens: 10, cacheReadTokens: 0, outputTokens: 34 },
      },
    });
  });

  it('carries the text, without the thinking, when somebody asked', () => {
    expect(read(JSON.stringify(MESSAGE), true).outcome).toMatchObject({ text: 'Hello there' });
  });

  it.each([
    { name: 'not JSON', body: '<html>', got: '<html>' },
    { name: 'empty', body: '', got: 'nothing' },
    { name: 'cut', body: '{"type":"mess', got: '{"type":"mess' },
    { name: 'not a message', body: '{"type":"ping"}', got: '{"type":"ping"}' },
    { name: 'without content', body: '{"type":"message"}', got: '{"type":"message"}' },
  ])('that is $name is invalid output', ({ body, got }) => {
    expect(read(body).outcome).toEqual({
      kind: 'invalid-output',
      status: 200,
      requestId: 'req_1',
      message: `expected a message, got ${got}`,
    });
  });

  it('with an error under status 200 is that error', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect(read(JSON.stringify(error)).outcome).toMatchObject({ kind: 'overloaded', status: 200 });
  });

  it('with status 529 is overloaded, even if it says it is a stream', () => {
    const provider = aProvider(anthropicMessages);
    const { outcome } = readReply(provider, ['{"error":{"type":"overloaded_error"}}'], {
      status: 529,
    });
    expect(outcome).toMatchObject({ kind: 'overloaded', errorType: 'overloaded_error' });
  });

  it('keeps no more of an error than a message needs', () => {
    const reader = aProvider(anthropicMessages).createReader();
    reader.head(502, {});
    for (let i = 0; i < 100; i++) reader.data(new Uint8Array(65_536).fill(120));
    expect(reader.end()).toMatchObject({ kind: 'server-error', message: `${'x'.repeat(299)}…` });
  });
});

describe('a stream', () => {
  const read = (chunks: readonly string[], keepText = false) =>
    readReply(aProvider(anthropicMessages, { stream: true, keepText }), chunks);

  it('is ok after message_stop, with the last cumulative usage', () => {
    const { outcome, kinds } = read([START, BLOCK_START, event('ping'), text('Here'), ...STOP]);
    expect(kinds).toEqual(['none', 'none', 'none', 'output', 'none', 'none', 'none']);
    expect(outcome).toEqual({
      kind: 'ok',
      status: 200,
      requestId: 'req_1',
      stopReason: 'end_turn',
      usage: { inputTokens: 11, cacheWriteTokens: 5, cacheReadTokens: 7, outputTokens: 30 },
    });
  });

  it.each([
    { name: 'text', chunk: text('a'), kind: 'output' },
    { name: 'text that begins with a quotation mark', chunk: text('"'), kind: 'output' },
    { name: 'an empty text', chunk: text(''), kind: 'none' },
    {
      name: 'tool input',
      chunk: delta({ type: 'input_json_delta', partial_json: '{"a' }),
      kind: 'output',
    },
    {
      name: 'an empty tool input',
      chunk: delta({ type: 'input_json_delta', partial_json: '' }),
      kind: 'none',
    },
    {
      name: 'tool input that holds the word text',
      chunk: delta({ type: 'input_json_delta', partial_json: '"thinking":"x' }),
      kind: 'output',
    },
    {
      name: 'thinking',
      chunk: delta({ type: 'thinking_delta', thinking: 'hm' }),
      kind: 'reasoning',
    },
    {
      name: 'thinking that quotes a text delta',
      chunk: delta({ type: 'thinking_delta', thinking: '{"text":"x"}' }),
      kind: 'reasoning',
    },
    {
      name: 'empty thinking',
      chunk: delta({ type: 'thinking_delta', thinking: '' }),
      kind: 'none',
    },
    {
      name: 'a signature',
      chunk: delta({ type: 'signature_delta', signature: 'EqQB"text":"x' }),
      kind: 'none',
    },
    {
      name: 'a citation',
      chunk: delta({ type: 'citations_delta', citation: { cited_text: 'x' } }),
      kind: 'none',
    },
    { name: 'a ping', chunk: event('ping'), kind: 'none' },
    { name: 'a comment', chunk: ': keep-alive\n\n', kind: 'none' },
    { name: 'an unknown event', chunk: event('news', { text: 'x' }), kind: 'none' },
    { name: 'JSON with spaces', chunk: text('a').replaceAll('":"', '": "'), kind: 'output' },
    {
      name: 'thinking, then text, in one chunk',
      chunk: delta({ type: 'thinking_delta', thinking: 'hm' }) + text('a') + event('ping'),
      kind: 'output',
    },
    {
      name: 'thinking, then a ping, in one chunk',
      chunk: delta({ type: 'thinking_delta', thinking: 'hm' }) + event('ping'),
      kind: 'reasoning',
    },
    { name: 'half an event', chunk: text('a').slice(0, -1), kind: 'none' },
  ])('counts $name as $kind', ({ chunk, kind }) => {
    expect(read([START, chunk]).kinds[1]).toBe(kind);
  });

  it('carries the text when somebody asked', () => {
    const thought = delta({ type: 'thinking_delta', thinking: 'hm' });
    const { outcome } = read([START, thought, text('Good "day"'), text(' 🙂'), ...STOP], true);
    expect(outcome).toMatchObject({ kind: 'ok', text: 'Good "day" 🙂' });
  });

  it.each([
    { name: 'before its end mark', chunks: [START, text('a'), ...STOP.slice(0, 2)] },
    { name: 'within its last event', chunks: [START, text('a'), STOP.join('').slice(0, -1)] },
    { name: 'without event names', chunks: ['data: {"type":"message_stop"}\n\n'] },
    { name: 'before its first event', chunks: [] },
  ])('that ends $name is truncated', ({ chunks }) => {
    expect(read(chunks).outcome).toMatchObject({
      kind: 'truncated',
      status: 200,
      message: 'the stream ended without message_stop',
    });
  });

  it.each([
    { type: 'overloaded_error', kind: 'overloaded' },
    { type: 'rate_limit_error', kind: 'rate-limited' },
    { type: 'api_error', kind: 'server-error' },
    { type: 'invalid_request_error', kind: 'client-error' },
  ])('that ends in $type is $kind and keeps its usage', ({ type, kind }) => {
    const error = event('error', { error: { type, message: 'No.' } });
    expect(read([START, text('a'), error]).outcome).toEqual({
      kind,
      status: 200,
      requestId: 'req_1',
      message: 'No.',
      errorType: type,
      usage: { inputTokens: 11, cacheWriteTokens: 5, cacheReadTokens: 7, outputTokens: 1 },
    });
  });

  it('takes the first failure for the cause', () => {
    const errors = ['overloaded_error', 'api_error'].map((type) =>
      event('error', { error: { type, message: type } }),
    );
    expect(read([START, ...errors, ...STOP]).outcome.kind).toBe('overloaded');
  });

  it('whose final usage does not parse is invalid output', () => {
    const broken = 'event: message_delta\ndata: {"usage":{"output\n\n';
    expect(read([START, text('a'), broken, ...STOP]).outcome).toMatchObject({
      kind: 'invalid-output',
      message: 'expected an event, got {"usage":{"output',
    });
  });

  it('answered with JSON is read as JSON', () => {
    const provider = aProvider(anthropicMessages, { stream: true });
    const { outcome } = readReply(provider, [JSON.stringify(MESSAGE)], { type: JSON_TYPE });
    expect(outcome.kind).toBe('ok');
  });
});
