import type {
  ProviderDefinition,
  ProviderOptions,
} from '../../src/client/providers/define-provider.ts';
import type { Provider, TokenKind } from '../../src/core/wire.ts';

/** A provider with nothing special about it. */
export function aProvider(
  definition: ProviderDefinition,
  options: Partial<ProviderOptions> = {},
): Provider {
  return definition.create({
    model: 'test-model',
    stream: false,
    key: undefined,
    keepText: false,
    labelled: false,
    wall: () => new Date(0),
    ...options,
  });
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const SSE_TYPE = 'text/event-stream; charset=utf-8';

/** Has a provider read a reply that arrives in these chunks. */
export function readReply(
  provider: Pick<Provider, 'createReader'>,
  chunks: readonly (string | Uint8Array)[],
  { status = 200, type = SSE_TYPE }: { status?: number; type?: string } = {},
) {
  const reader = provider.createReader();
  reader.head(status, { 'content-type': type, 'request-id': 'req_1' });
  const kinds: TokenKind[] = chunks.map((chunk) =>
    reader.data(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk),
  );
  return { outcome: reader.end(), kinds };
}
