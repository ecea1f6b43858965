import type { ApiKind } from '../../core/plan.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import type { ProviderDefinition } from './define-provider.ts';
import { openaiChat } from './openai-chat.ts';

/** Every API shape that a target may speak, by its name in scenarios. */
export const providers = {
  anthropic: anthropicMessages,
  openai: openaiChat,
} as const satisfies Readonly<Record<ApiKind, ProviderDefinition>>;
