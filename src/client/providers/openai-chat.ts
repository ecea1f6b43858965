import { HttpReplyReader } from '../reply-reader.ts';
import type { ProviderDefinition } from './define-provider.ts';
import { createHeaders } from './define-provider.ts';
import { createOpenaiFormat } from './openai-reply.ts';

/** OpenAI's Chat Completions API, which many other servers speak too. */
export const openaiChat = {
  kind: 'openai',
  shape: 'openai-chat',
  summary: 'The OpenAI Chat Completions API and servers compatible with it.',
  baseUrl: 'https://api.openai.com',
  endpoint: '/chat/completions',
  keyVariable: 'OPENAI_API_KEY',
  model: 'gpt-5.4-nano',
  create(options) {
    const { model, stream, keepText, wall } = options;
    const headers = createHeaders(options);
    const format = createOpenaiFormat(keepText);
    return {
      kind: 'openai-chat',
      request: ({ index, system, prompt, maxTokens }, attempt) => ({
        method: 'POST',
        path: '/v1/chat/completions',
        headers: headers(index, attempt),
        body: {
          model,
          // Reasoning models refuse the older `max_tokens`.
          max_completion_tokens: maxTokens,
          messages: [
            ...(system === undefined ? [] : [{ role: 'system', content: system }]),
            { role: 'user', content: prompt },
          ],
          ...(stream && { stream, stream_options: { include_usage: true } }),
        },
      }),
      createReader: () => new HttpReplyReader(format, wall),
    };
  },
} as const satisfies ProviderDefinition;
