import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import OpenAI from 'openai';
import { expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import { createAnthropicFormat } from '../../../src/client/providers/anthropic-reply.ts';
import { createOpenaiFormat } from '../../../src/client/providers/openai-reply.ts';
import type { ReplyFormat } from '../../../src/client/reply-reader.ts';
import { HttpReplyReader } from '../../../src/client/reply-reader.ts';
import { aMockPlan, protocol } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const MESSAGES = [{ role: 'user' as const, content: 'Hello, mock.' }];
const MESSAGE = {
  model: 'claude-haiku-5-5',
  max_tokens: 64,
  messages: MESSAGES,
  stream: true as const,
};
const COMPLETION = { model: 'gpt-5', messages: MESSAGES, stream: true as const };
const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8' };

/** The bytes of one stream, full of characters of two to four bytes. */
function recordStream(path: string, body: object): Promise<Uint8Array> {
  return onVirtualClock(async (clock) => {
    const plan = aMockPlan({
      outputTokens: 20,
      wire: { ...protocol.wire, padding: true, obfuscation: true, text: 'multibyte' },
    });
    const response = await createFetch(createMock(plan, { clock }))(`http://mock.invalid${path}`, {
      method: 'POST',
      headers: { 'x-api-key': 'key', 'anthropic-version': '2026-10-21', 'x-bench-item': '17' },
      body: JSON.stringify(body),
    });
    return response.bytes();
  });
}

/** Cuts bytes at places that are given as shares of their length. */
function slice(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = cuts.map((cut) => Math.floor(cut * bytes.length)).toSorted((a, b) => a - b);
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));
}

/** A fetch whose answer is a stream in these slices. */
function answering(slices: readonly Uint8Array[]): typeof fetch {
  const parts = slices.filter(({ length }) => length > 0);
  return async () => new Response(ReadableStream.from(parts), { headers: HEADERS });
}

/** All events that an SDK's decoder yields. */
const decoders = {
  async anthropic(fetch: typeof globalThis.fetch): Promise<unknown[]> {
    const client = new Anthropic({ apiKey: 'key', baseURL: 'http://mock.invalid', fetch });
    return collect(await client.messages.create(MESSAGE));
  },
  async openai(fetch: typeof globalThis.fetch): Promise<unknown[]> {
    const client = new OpenAI({ apiKey: 'key', baseURL: 'http://mock.invalid/v1', fetch });
    return collect(await client.chat.completions.create(COMPLETION));
  },
};

async function collect(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** What our own reader makes of a stream. */
function read(format: ReplyFormat, slices: readonly Uint8Array[]) {
  const reader = new HttpReplyReader(format, () => new Date(0));
  reader.head(200, HEADERS);
  for (const part of slices) reader.data(part);
  return reader.end();
}

it.each([
  ['anthropic', '/v1/messages', MESSAGE, createAnthropicFormat(true)],
  ['openai', '/v1/chat/completions', COMPLETION, createOpenaiFormat(true)],
] as const)(
  '%s: any slicing of a stream yields the same events',
  async (api, path, body, format) => {
    const bytes = await recordStream(path, body);
    const events = await decoders[api](answering([bytes]));
    const outcome = read(format, [bytes]);
    expect(outcome).toMatchObject({ kind: 'ok', text: expect.stringContaining('水 日本語') });
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const slices = slice(bytes, places);
        expect(await decoders[api](answering(slices))).toEqual(events);
        expect(read(format, slices)).toEqual(outcome);
      }),
      { seed: 1, numRuns: 100 },
    );
    // Every byte by itself: each place in each character is cut.
    const single = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    expect(await decoders[api](answering(single))).toEqual(events);
    expect(read(format, single)).toEqual(outcome);
  },
  10_000,
);
