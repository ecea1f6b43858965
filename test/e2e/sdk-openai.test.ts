import OpenAI from 'openai';
import { expect, it } from 'vitest';
import { rpm } from '../helpers/mock-plan.ts';
import { serveMock } from '../helpers/mock-server.ts';

const PARAMS = {
  model: 'gpt-5',
  messages: [{ role: 'user' as const, content: 'Hello, mock.' }],
};

function connect(url: string) {
  return new OpenAI({ apiKey: 'key', baseURL: `${url}/v1`, maxRetries: 0 });
}

const forItem = (item: number) => ({ headers: { 'x-bench-item': String(item) } });

it('reads a completion and its rate-limit headers', async () => {
  await using served = await serveMock({ limits: [rpm(200)] });
  const { data, response } = await connect(served.url)
    .chat.completions.create(PARAMS, forItem(17))
    .withResponse();
  expect(data).toMatchObject({
    choices: [{ message: { content: '17: the model reads' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
  });
  expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('199');
  expect(response.headers.get('x-ratelimit-reset-requests')).toBe('300ms');
});

it('streams the same completion, with usage in the last chunk', async () => {
  await using served = await serveMock();
  const stream = await connect(served.url).chat.completions.create(
    { ...PARAMS, stream: true, stream_options: { include_usage: true } },
    forItem(17),
  );
  let text = '';
  const usages: unknown[] = [];
  for await (const { choices, usage } of stream) {
    text += choices[0]?.delta.content ?? '';
    usages.push(usage?.completion_tokens);
  }
  expect(text).toBe('17: the model reads');
  expect(usages).toEqual([...new Array(6).fill(undefined), 4]);
});

it('gets a typed error for the second request of a burst of 1', async () => {
  await using served = await serveMock({ limits: [rpm(30, 1)] });
  const client = connect(served.url);
  await client.chat.completions.create(PARAMS);
  const error = await client.chat.completions.create(PARAMS).catch((reason: unknown) => reason);
  if (!(error instanceof OpenAI.RateLimitError)) throw error;
  expect(error.code).toBe('rate_limit_exceeded');
  // Room for the next one after 2 s, told in whole seconds: the second request has one of them to arrive.
  expect(error.headers.get('retry-after')).toBe('2');
});

it('lists the models', async () => {
  await using served = await serveMock();
  const page = await connect(served.url).models.list();
  expect(page.data.map(({ id }) => id)).toContain('gpt-5');
});
