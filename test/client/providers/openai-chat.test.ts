import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../../src/client/providers/openai-chat.ts';
import { aProvider, JSON_TYPE, readReply } from '../read-reply.ts';

/** One chunk with what the API sends in all of them. */
function chunk(delta: object, finishReason: string | null = null, more: object = {}) {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
  const common = { id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'm' };
  const data = { ...common, choices, usage: null, obfuscation: 'aZ', ...more };
  return `data: ${JSON.stringify(data)}\n\n`;
}

const ROLE = chunk({ role: 'assistant', content: '', refusal: null });
const FINISH = chunk({}, 'stop');
const USAGE = `data: ${JSON.stringify({
  choices: [],
  usage: {
    prompt_tokens: 100,
    completion_tokens: 40,
    prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 10 },
    completion_tokens_details: { reasoning_tokens: 12 },
  },
})}\n\n`;
const DONE = 'data: [DONE]\n\n';
const USED = { inputTokens: 30, cacheWriteTokens: 10, cacheReadTokens: 60, outputTokens: 40 };

const COMPLETION = {
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'length' }],
  usage: { prompt_tokens: 9, completion_tokens: 2 },
};

describe('request', () => {
  const item = { index: 0, system: 'Be brief.', prompt: 'Hi', maxTokens: 64 };

  it('asks for a completion with the system prompt first', () => {
    const { path, body, headers } = aProvider(openaiChat, { key: 'k' }).request(item, 0);
    expect(path).toBe('/v1/chat/completions');
    expect(headers).toMatchObject({ authorization: 'Bearer k' });
    expect(headers).not.toHaveProperty('anthropic-version');
    expect(body).toEqual({
      model: 'test-model',
      max_completion_tokens: 64,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    });
  });

  it('asks for usage at the end of a stream', () => {
    expect(aProvider(openaiChat, { stream: true }).request(item, 0).body).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
    });
  });
});

describe('a JSON reply', () => {
  const read = (body: string) =>
    readReply(aProvider(openaiChat, { keepText: true }), [body], { type: JSON_TYPE }).outcome;

  it('is ok with text, finish reason and usage', () => {
    expect(read(JSON.stringify(COMPLETION))).toEqual({
      kind: 'ok',
      status: 200,
      requestId: 'req_1',
      text: 'Hi',
      stopReason: 'length',
      usage: { inputTokens: 9, outputTokens: 2 },
    });
  });

  it.each(['', 'null', '[]', '{"choices":[]}', '{"choices":[{"text":"x"}]}'])(
    'that is %j is invalid output',
    (body) => {
      expect(read(body)).toMatchObject({ kind: 'invalid-output', status: 200 });
    },
  );

  it('with a gateway’s 429 under status 200 is rate-limited', () => {
    expect(read('{"error":{"code":429,"message":"Slow down"}}')).toEqual({
      kind: 'rate-limited',
      status: 200,
      requestId: 'req_1',
      message: 'Slow down',
    });
  });
});

describe('a stream', () => {
  const read = (chunks: readonly string[], keepText = false) =>
    readReply(aProvider(openaiChat, { stream: true, keepText }), chunks);

  it('is ok after a finish reason and [DONE], with caches told apart from the input', () => {
    const { outcome, kinds } = read([ROLE, chunk({ content: 'Hi' }), FINISH, USAGE, DONE]);
    expect(kinds).toEqual(['none', 'output', 'none', 'none', 'none']);
    expect(outcome).toEqual({
      kind: 'ok',
      status: 200,
      requestId: 'req_1',
      stopReason: 'stop',
      usage: USED,
    });
  });

  it.each([
    { name: 'content', piece: chunk({ content: 'a' }), kind: 'output' },
    { name: 'content that quotes', piece: chunk({ content: '"reasoning":"x"' }), kind: 'output' },
    { name: 'a refusal', piece: chunk({ refusal: 'No' }), kind: 'output' },
    {
      name: 'tool input',
      piece: chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a' } }] }),
      kind: 'output',
    },
    {
      name: 'the name of a tool',
      piece: chunk({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '' } }] }),
      kind: 'none',
    },
    { name: 'reasoning', piece: chunk({ reasoning_content: 'hm' }), kind: 'reasoning' },
    { name: 'reasoning by its short name', piece: chunk({ reasoning: 'hm' }), kind: 'reasoning' },
    {
      name: 'reasoning that quotes content',
      piece: chunk({ content: null, reasoning: '{"content":"x"}' }),
      kind: 'reasoning',
    },
    { name: 'a role', piece: ROLE, kind: 'none' },
    { name: 'an empty delta', piece: chunk({}), kind: 'none' },
    { name: 'a finish reason', piece: FINISH, kind: 'none' },
    { name: 'usage', piece: USAGE, kind: 'none' },
    { name: 'a gateway’s comment', piece: ': OPENROUTER PROCESSING\n\n', kind: 'none' },
    { name: 'the end mark', piece: DONE, kind: 'none' },
  ])('counts $name as $kind', ({ piece, kind }) => {
    expect(read([piece]).kinds).toEqual([kind]);
  });

  it('carries the text when somebody asked', () => {
    const pieces = ['Hi', ' "you"'].map((content) => chunk({ content }));
    const { outcome } = read([ROLE, ...pieces, FINISH, DONE], true);
    expect(outcome).toMatchObject({ kind: 'ok', text: 'Hi "you"' });
  });

  it('reads a finish reason that comes with the last content', () => {
    const { outcome, kinds } = read([chunk({ content: 'Hi' }, 'length'), DONE]);
    expect(kinds[0]).toBe('output');
    expect(outcome).toMatchObject({ kind: 'ok', stopReason: 'length' });
  });

  it.each([
    { missing: '[DONE]', chunks: [ROLE, chunk({ content: 'a' }), FINISH, USAGE] },
    { missing: 'finish_reason', chunks: [ROLE, chunk({ content: 'a' }), DONE] },
    { missing: 'finish_reason', chunks: [] },
  ])('without $missing is truncated', ({ missing, chunks }) => {
    expect(read(chunks).outcome).toMatchObject({
      kind: 'truncated',
      message: `the stream ended without ${missing}`,
    });
  });

  it.each([
    { error: { message: 'Slow down', code: 429 }, kind: 'rate-limited' },
    { error: { message: 'Upstream failed', code: 502 }, kind: 'server-error' },
    { error: { message: 'No.', type: 'server_error' }, kind: 'server-error' },
    { error: 'No.', kind: 'server-error' },
  ])('with the error $error is $kind', ({ error, kind }) => {
    const { outcome } = read([ROLE, chunk({ content: '' }, 'error', { error }), DONE]);
    expect(outcome).toMatchObject({ kind, status: 200 });
  });

  it('whose finishing chunk does not parse is invalid output', () => {
    const { outcome } = read([ROLE, 'data: {"finish_reason":"st\n\n', FINISH, DONE]);
    expect(outcome).toMatchObject({
      kind: 'invalid-output',
      message: 'expected a chunk, got {"finish_reason":"st',
    });
  });
});
