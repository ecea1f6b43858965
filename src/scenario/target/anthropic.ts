import type { ApiOptions } from './api.ts';

export type AnthropicTarget = ApiOptions & { readonly kind: 'anthropic' };

/**
 * The Anthropic Messages API, or a server that speaks it. The key is read from `ANTHROPIC_API_KEY`.
 */
export function anthropic(options: ApiOptions = {}): AnthropicTarget {
  return { kind: 'anthropic', ...options };
}
