import { Anthropic, RateLimitError } from '@anthropic-ai/sdk';
import { mockProvider } from 'llm-bench/msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ORIGIN = 'http://mock.invalid';
const PARAMS = {
  model: 'claude-haiku-5-5',
  max_tokens: 16,
  messages: [{ role: 'user' as const, content: 'Hello.' }],
};
const { handlers, mock } = await mockProvider(ORIGIN, {
  latency: { kind: 'constant', ms: 1 },
  limits: { rpm: 1, burst: 2 },
});
const server = setupServer(...handlers);

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

it('gives a test suite the provider with its limits: two calls pass, the third is refused', async () => {
  const client = new Anthropic({ apiKey: 'key', baseURL: ORIGIN, maxRetries: 0 });
  await client.messages.create(PARAMS);
  await client.messages.create(PARAMS);
  await expect(client.messages.create(PARAMS)).rejects.toBeInstanceOf(RateLimitError);
  expect(mock.state()).toMatchObject({ requests: 3, peak_in_flight: 1 });
});

it('refuses options as a scenario does', async () => {
  const options = { limits: { rpm: 0 } };
  await expect(mockProvider(ORIGIN, options)).rejects.toMatchObject({
    mistakes: [{ path: 'limits.rpm' }],
  });
});
