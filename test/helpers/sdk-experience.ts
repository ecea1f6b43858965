import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { createMock } from '../../mock-server/core/mock.ts';
import { createFetch } from '../../mock-server/fetch.ts';
import { createRealClock } from '../../src/clock/real.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { aMockPlan } from './mock-plan.ts';
import type { ServedMock } from './mock-server.ts';
import { serveMock } from './mock-server.ts';
import { watchStalls } from './stalls.ts';

export type SdkName = 'Anthropic' | 'OpenAI';

export type HostName = 'http' | 'fetch';

/** What an SDK made of a server, and what the server saw of it. */
export interface Experience {
  /** What the SDK's user would see. */
  readonly text?: string;
  readonly error?: Error;
  readonly attempts: number;
  /** Between the arrivals of two attempts, in milliseconds. */
  readonly gaps: readonly number[];
  /** How long this process, client and server at once, stood still meanwhile, in milliseconds. */
  readonly stalled: number;
}

export interface Call {
  readonly sdk: SdkName;
  readonly host?: HostName;
  readonly stream?: boolean;
  readonly plan: Partial<MockPlan>;
  /** Of the SDK's client; its own defaults where nothing is named. */
  readonly client?: { readonly maxRetries?: number; readonly timeout?: number };
  readonly signal?: AbortSignal;
}

interface Connection {
  readonly baseURL: string;
  readonly fetch?: typeof fetch;
  readonly maxRetries?: number;
  readonly timeout?: number;
}

interface RequestOptions {
  readonly headers: Record<string, string>;
  readonly signal?: AbortSignal;
}

const MESSAGES = [{ role: 'user' as const, content: 'Hello, mock.' }];

/** Makes one call for item 17 through an official SDK. */
export async function experience(call: Call): Promise<Experience> {
  using watch = watchStalls();
  await using served = await openHost(call.host ?? 'http', call.plan);
  const { url: baseURL, fetch, mock } = served;
  const ask = call.sdk === 'Anthropic' ? askAnthropic : askOpenai;
  const { signal, stream = false } = call;
  const options = { headers: { 'x-bench-item': '17' }, ...(signal && { signal }) };
  const outcome = await ask({ baseURL, ...call.client, ...(fetch && { fetch }) }, stream, options)
    .then((text) => ({ text }))
    .catch((error: Error) => ({ error }));
  const rows = [...mock.rows()];
  const gaps = rows.slice(1).map(({ arrivedAt }, i) => arrivedAt - (rows[i]?.arrivedAt ?? 0));
  return { ...outcome, attempts: rows.length, gaps, stalled: watch.stalled };
}

async function openHost(
  host: HostName,
  plan: Partial<MockPlan>,
): Promise<ServedMock & { readonly fetch?: typeof fetch }> {
  if (host === 'http') return serveMock(plan);
  const latency = { kind: 'constant', options: { ms: 5 } };
  const mock = createMock(aMockPlan({ latency, ...plan }), { clock: createRealClock() });
  const url = 'http://mock.invalid';
  return { mock, url, fetch: createFetch(mock), [Symbol.asyncDispose]: async () => {} };
}

async function askAnthropic(
  connection: Connection,
  stream: boolean,
  options: RequestOptions,
): Promise<string> {
  const client = new Anthropic({ apiKey: 'key', logLevel: 'off', ...connection });
  const params = { model: 'claude-haiku-5-5', max_tokens: 64, messages: MESSAGES };
  if (!stream) {
    const { content } = await client.messages.create(params, options);
    return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  }
  let text = '';
  for await (const event of await client.messages.create({ ...params, stream: true }, options)) {
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
      text += event.delta.text;
    }
  }
  return text;
}

async function askOpenai(
  { baseURL, ...connection }: Connection,
  stream: boolean,
  options: RequestOptions,
): Promise<string> {
  const client = new OpenAI({
    apiKey: 'key',
    logLevel: 'off',
    baseURL: `${baseURL}/v1`,
    ...connection,
  });
  const params = { model: 'gpt-5', messages: MESSAGES };
  if (!stream) {
    const completion = await client.chat.completions.create(params, options);
    return completion.choices[0]?.message.content ?? '';
  }
  let text = '';
  const chunks = await client.chat.completions.create({ ...params, stream: true }, options);
  for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? '';
  return text;
}
