import { expect, it } from 'vitest';
import { createReader } from '../../src/client/create-client.ts';
import type { ApiKind } from '../../src/core/plan.ts';
import { aPlan } from '../helpers/plan.ts';
import { JSON_TYPE, readReply } from './read-reply.ts';

const MESSAGE = {
  type: 'message',
  role: 'assistant',
  content: [{ type: 'text', text: 'Yes.' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 3, output_tokens: 2 },
};

const COMPLETION = {
  object: 'chat.completion',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Yes.' } }],
  usage: { prompt_tokens: 3, completion_tokens: 2 },
};

function outcomeOf(api: ApiKind, path: string, reply: object) {
  const options = { key: 'secret', keepText: true, wall: () => new Date(0) };
  const read = createReader({ ...aPlan().target, api }, options);
  const provider = { createReader: () => read(path) };
  return readReply(provider, [JSON.stringify(reply)], { type: JSON_TYPE }).outcome;
}

it.each<readonly [ApiKind, string, object]>([
  ['anthropic', '/v1/chat/completions', COMPLETION],
  ['openai', '/v1/messages', MESSAGE],
  ['openai', '/gateway/openai/v1/chat/completions', COMPLETION],
  ['anthropic', '/complete', MESSAGE],
])('of a target that speaks %s reads a reply from %s', (api, path, reply) => {
  expect(outcomeOf(api, path, reply)).toMatchObject({
    kind: 'ok',
    text: 'Yes.',
    usage: { inputTokens: 3, outputTokens: 2 },
  });
});
