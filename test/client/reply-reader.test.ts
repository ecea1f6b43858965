import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../src/client/providers/anthropic-messages.ts';
import type { ProviderDefinition } from '../../src/client/providers/define-provider.ts';
import { openaiChat } from '../../src/client/providers/openai-chat.ts';
import { aProvider, JSON_TYPE, readReply, SSE_TYPE } from './read-reply.ts';

const ANTHROPIC_STREAM = [
  'event: message_start',
  'data: {"type":"message_start","message":{"usage":{"input_tokens":11,"output_tokens":1}}}',
  '',
  ': a comment – between events',
  'event: content_block_delta',
  'data: {"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"hm…"}}',
  '',
  'event: content_block_delta',
  'data: {"type":"content_block_delta",',
  'data: "delta":{"type":"text_delta","text":"Grüße 🙂 日本"}}',
  '',
  'event:message_delta',
  'data:{"delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}',
  '',
  'event: message_stop',
  'data: {"type":"message_stop"}',
  '',
  '',
];
const OPENAI_STREAM = [
  'data: {"choices":[{"index":0,"delta":{"reasoning":"hm…"},"finish_reason":null}]}',
  '',
  ': OPENROUTER PROCESSING',
  '',
  'data: {"choices":[{"index":0,"delta":{"content":"Grüße 🙂 日本"},"finish_reason":null}]}',
  '',
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"end_turn"}]}',
  '',
  'data: {"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":9}}',
  '',
  'data: [DONE]',
  '',
  '',
];
const MESSAGE = {
  type: 'message',
  content: [{ type: 'text', text: 'Grüße 🙂 日本' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 11, output_tokens: 9 },
};

const OK = {
  kind: 'ok',
  status: 200,
  requestId: 'req_1',
  text: 'Grüße 🙂 日本',
  stopReason: 'end_turn',
  usage: { inputTokens: 11, outputTokens: 9 },
};

interface Recorded {
  readonly name: string;
  readonly definition: ProviderDefinition;
  readonly reply: string;
  readonly type: string;
  readonly tokens: readonly string[];
}

const TOKENS = ['reasoning', 'output'];
const RECORDED: readonly Recorded[] = [
  ...[
    { api: 'anthropic', definition: anthropicMessages, lines: ANTHROPIC_STREAM },
    { api: 'openai', definition: openaiChat, lines: OPENAI_STREAM },
  ].flatMap(({ api, definition, lines }) =>
    [
      { end: 'LF', reply: lines.join('\n') },
      { end: 'CRLF', reply: lines.join('\r\n') },
      { end: 'CR', reply: lines.join('\r') },
    ].map(({ end, reply }) => ({
      name: `${api} stream with ${end}`,
      definition,
      // The parser waits for the byte after a final CR, to see whether it is half a CRLF.
      reply: end === 'CR' ? `${reply}\r` : reply,
      type: SSE_TYPE,
      tokens: TOKENS,
    })),
  ),
  {
    name: 'JSON message',
    definition: anthropicMessages,
    reply: JSON.stringify(MESSAGE),
    type: JSON_TYPE,
    tokens: [],
  },
];

/** The bytes, cut at these places. */
function slice(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

describe.for(RECORDED)('$name', ({ definition, reply, type, tokens }) => {
  const bytes = new TextEncoder().encode(reply);
  const provider = aProvider(definition, { keepText: true });

  it('reads the same outcome and tokens from single bytes', () => {
    const { outcome, kinds } = readReply(
      provider,
      Array.from(bytes, (byte) => Uint8Array.of(byte)),
      { type },
    );
    expect(outcome).toEqual(OK);
    expect(kinds.filter((kind) => kind !== 'none')).toEqual(tokens);
  });

  it('reads the same outcome however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const { outcome, kinds } = readReply(provider, slice(bytes, cuts), { type });
        expect(outcome).toEqual(OK);
        const heard = kinds.filter((kind) => kind !== 'none');
        if (tokens.length > 0) expect([tokens, tokens.slice(1)]).toContainEqual(heard);
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });

  it('never calls a reply complete that is cut short by any number of bytes', () => {
    for (let length = 0; length < bytes.length - 4; length++) {
      const { outcome } = readReply(provider, [bytes.subarray(0, length)], { type });
      expect(outcome.kind).toBe(type === SSE_TYPE ? 'truncated' : 'invalid-output');
    }
  });
});
