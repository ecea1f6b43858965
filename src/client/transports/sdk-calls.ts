import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages';
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ApiKind } from '../../core/plan.ts';
import type { Headers, WireRequest } from '../../core/wire.ts';
import type { SdkWire } from './sdk.ts';

/** What one call is made with, besides its parameters. */
interface CallOptions {
  readonly headers: Headers;
  readonly signal: AbortSignal;
  readonly fetchOptions: object;
}

/** One request through an SDK. Resolves to a message, or to a stream of events that is to be read to its end. */
export type SdkCall = (body: WireRequest['body'], options: CallOptions) => Promise<unknown>;

/** No retries, no deadline that could fire before ours, no key from the environment, no output. */
function quietOptions({ fetch }: SdkWire, key: string | undefined) {
  return {
    apiKey: key ?? 'none',
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    fetch,
  } as const;
}

/** The official SDKs. Loaded when they are used: each takes a quarter of a second. */
export const sdkCalls = {
  async anthropic(wire, key) {
    const { Anthropic } = await import('@anthropic-ai/sdk');
    const sdk = new Anthropic({
      ...quietOptions(wire, key),
      baseURL: wire.root,
      openTelemetry: false,
    });
    return (body, options) =>
      sdk.messages.create(body as unknown as MessageCreateParams, options as object);
  },
  async openai(wire, key) {
    const { OpenAI } = await import('openai');
    const sdk = new OpenAI({ ...quietOptions(wire, key), baseURL: `${wire.root}/v1` });
    return (body, options) =>
      sdk.chat.completions.create(body as unknown as ChatCompletionCreateParams, options as object);
  },
} as const satisfies Record<ApiKind, (wire: SdkWire, key: string | undefined) => Promise<SdkCall>>;
