import timers from 'node:timers';
import timersPromises, { scheduler } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import pLimit from 'p-limit';
import PQueue from 'p-queue';
import { MockAgent, RetryAgent, request } from 'undici';
import type { AmbientCase } from '../../helpers/ambient-case.ts';
import { anthropicStream, chatCompletion, message, refusal } from './replies.ts';
import { wait } from './wait.ts';

const baseUrl = 'http://mock.local';

const prompt = {
  model: 'mock',
  max_tokens: 10,
  messages: [{ role: 'user' as const, content: 'Hi' }],
};

function anthropic(options: { timeout?: number; maxRetries?: number } = {}) {
  return new Anthropic({ apiKey: 'none', baseURL: baseUrl, ...options });
}

/** A program without a target. */
function program(run: () => Promise<unknown>): AmbientCase {
  return { run };
}

type Send = (attempt: number, signal: AbortSignal | undefined) => Promise<Response>;

/** A program whose requests are answered by `send`. */
function withTarget(send: Send, run: () => Promise<unknown>): AmbientCase {
  let attempt = 0;
  const fetch = { baseUrl, send: answer };
  function answer(_: unknown, init?: RequestInit) {
    return send(attempt++, init?.signal ?? undefined);
  }
  return { fetch: () => fetch, run };
}

function queueOf120(options: { strict?: boolean }) {
  return program(async () => {
    const queue = new PQueue({ concurrency: 10, intervalCap: 50, interval: 60_000, ...options });
    await queue.addAll(Array.from({ length: 120 }, () => () => wait(100)));
  });
}

/** One request a second, the first at once; more are told to come back when the next is free. */
function oneAMinute() {
  let next = 0;
  return async () => {
    const left = next - performance.now();
    if (left > 0) return refusal(429, Math.ceil(left / 1_000));
    next = performance.now() + 1_000;
    return message();
  };
}

export const cases: Readonly<Record<string, AmbientCase>> = {
  'p-limit, 100 × 2 s at 5': program(async () => {
    const limit = pLimit(5);
    await Promise.all(Array.from({ length: 100 }, () => limit(() => wait(2_000))));
  }),
  'p-queue, 120 × 0.1 s at 50 a minute': queueOf120({}),
  'p-queue, the same with strict': queueOf120({ strict: true }),
  'AbortSignal.timeout(5000)': program(async () => {
    const signal = AbortSignal.timeout(5_000);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    signal.throwIfAborted();
  }),
  'global setTimeout, 5 s': program(() => new Promise((resolve) => setTimeout(resolve, 5_000))),
  'node:timers setTimeout, 5 s': program(
    () => new Promise((resolve) => timers.setTimeout(resolve, 5_000)),
  ),
  'timers/promises setTimeout, 5 s': program(() => timersPromises.setTimeout(5_000)),
  'promisify(setTimeout), 5 s': program(() => wait(5_000)),
  'scheduler.wait, 5 s': program(() => scheduler.wait(5_000)),
  'Anthropic SDK, timeout 5 s against a reply of 60 s': withTarget(
    (_, signal) => timersPromises.setTimeout(60_000, undefined, { signal }).then(message),
    () => anthropic({ timeout: 5_000, maxRetries: 0 }).messages.create(prompt),
  ),
  'Anthropic SDK, stream of 50 tokens': withTarget(
    async () => anthropicStream({ firstAfter: 300, tokens: 50, every: 10 }),
    async () => {
      let text = '';
      for await (const event of anthropic().messages.stream(prompt)) {
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
          text += event.delta.text;
        }
      }
      return text.length;
    },
  ),
  'Anthropic SDK, two calls at 60 RPM, hidden retries': withTarget(oneAMinute(), async () => {
    const client = anthropic();
    const replies = [client.messages.create(prompt), client.messages.create(prompt)];
    return (await Promise.all(replies)).map(({ type }) => type);
  }),
  'OpenAI SDK, retry-after 7 s twice': withTarget(
    async (attempt) => {
      await wait(100);
      return attempt < 2 ? refusal(429, 7) : chatCompletion();
    },
    () => new OpenAI({ apiKey: 'none', baseURL: baseUrl }).chat.completions.create(prompt),
  ),
  'undici MockAgent, 10 replies of 2 s': program(async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    agent.get(baseUrl).intercept({ path: '/' }).reply(200, 'ok').delay(2_000).persist();
    for (let i = 0; i < 10; i++) {
      const { body } = await request(baseUrl, { dispatcher: agent });
      await body.text();
    }
  }),
  'undici RetryAgent, PUT, retry-after 7 s': program(async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    const pool = agent.get(baseUrl);
    const put = { path: '/', method: 'PUT' };
    pool.intercept(put).reply(429, 'later', { headers: { 'retry-after': '7' } });
    pool.intercept(put).reply(200, 'ok');
    const dispatcher = new RetryAgent(agent);
    const { statusCode } = await request(baseUrl, { method: 'PUT', dispatcher });
    return statusCode;
  }),
};
