import type { ApiOptions } from './api.ts';

export type OpenaiTarget = ApiOptions & { readonly kind: 'openai' };

/**
 * The OpenAI Chat Completions API, or a server that speaks it. The key is read from
 * `OPENAI_API_KEY`.
 */
export function openai(options: ApiOptions = {}): OpenaiTarget {
  return { kind: 'openai', ...options };
}
