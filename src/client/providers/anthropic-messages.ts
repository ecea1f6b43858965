import { createAnthropicBatches } from '../batches/anthropic.ts';
import { HttpReplyReader } from '../reply-reader.ts';
import { createAnthropicFormat } from './anthropic-reply.ts';
import type { ProviderDefinition } from './define-provider.ts';
import { createHeaders } from './define-provider.ts';

/** Anthropic's Messages API. */
export const anthropicMessages = {
  kind: 'anthropic',
  shape: 'anthropic-messages',
  summary: 'The Anthropic Messages API, POST /v1/messages.',
  baseUrl: 'https://api.anthropic.com',
  endpoint: '/messages',
  keyVariable: 'ANTHROPIC_API_KEY',
  model: 'claude-haiku-5-5',
  create(options) {
    const { model, stream, keepText, wall } = options;
    const headers = createHeaders(options, { 'anthropic-version': '2026-10-21' });
    const format = createAnthropicFormat(keepText);
    return {
      kind: 'anthropic-messages',
      request: (item, attempt) => ({
        method: 'POST',
        path: '/v1/messages',
        headers: headers(item.index, attempt),
        body: {
          model,
          max_tokens: item.maxTokens,
          ...(item.system !== undefined && { system: item.system }),
          messages: [{ role: 'user', content: item.prompt }],
          ...(stream && { stream }),
        },
      }),
      createReader: () => new HttpReplyReader(format, wall),
    };
  },
  createBatches: createAnthropicBatches,
} as const satisfies ProviderDefinition;
