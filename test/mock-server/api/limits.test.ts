import { describe, expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import type { LimitPlan, MockPlan } from '../../../src/core/mock-plan.ts';
import { aFault, aMockPlan, protocol, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const MESSAGES = [{ role: 'user', content: 'Hello, mock.' }];

const ANTHROPIC = {
  path: '/v1/messages',
  headers: { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' },
  body: { model: 'claude-haiku-5-5', max_tokens: 64, messages: MESSAGES },
};

const OPENAI = {
  path: '/v1/chat/completions',
  headers: { authorization: 'Bearer key' },
  body: { model: 'gpt-4', max_tokens: 835, messages: MESSAGES },
};

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** The last of so many equal requests at one instant. */
function lastReply(plan: Partial<MockPlan>, { path, headers, body }: Sent, requests = 1) {
  return onVirtualClock(async (clock) => {
    const fetch = createFetch(createMock(aMockPlan(plan), { clock }));
    const replies = Array.from({ length: requests }, async () => {
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const reply = await fetch(`http://mock.invalid${path}`, init);
      const text = await reply.text();
      return {
        status: reply.status,
        headers: Object.fromEntries(reply.headers),
        body: JSON.parse(text) as { error?: object; usage?: object },
      };
    });
    return (await Promise.all(replies)).at(-1);
  });
}

const NOTHING_LEFT = { startLevel: 0 };

function perMinute(
  dimension: LimitPlan['dimension'],
  limit: number,
  more: Partial<LimitPlan> = {},
) {
  return { ...rpm(limit), dimension, ...more };
}

describe("Anthropic's words for", () => {
  it.each<[string, Partial<MockPlan>, RegExp]>([
    ['requests', { limits: [rpm(50, 1)] }, /rate limit of 50 requests per minute \(org: /],
    [
      'input tokens',
      { limits: [perMinute('input_tokens', 30_000, NOTHING_LEFT)] },
      /rate limit of 30,000 input tokens per minute \(org: [^,]+, model: claude-haiku-5-5\)/,
    ],
    [
      'output tokens',
      { limits: [perMinute('output_tokens', 8_000, { startLevel: -1 })] },
      /rate limit of 8,000 output tokens per minute/,
    ],
    [
      'connections',
      { concurrency: { limit: 1, retryAfter: 1_000 } },
      /^Number of concurrent connections has exceeded your rate limit\. Please try again later or /,
    ],
  ])('%s', async (_, plan, message) => {
    const reply = await lastReply(plan, ANTHROPIC, 2);
    expect(reply?.status).toBe(429);
    expect(reply?.headers['retry-after']).toMatch(/^\d+$/);
    expect(reply?.body.error).toEqual({
      type: 'rate_limit_error',
      message: expect.stringMatching(message),
    });
  });

  it('a budget that is spent: an error code, and no Retry-After', async () => {
    const spend = { limitUsd: 1, requestUsd: 1, inputUsd: 0, outputUsd: 0 };
    const reply = await lastReply({ spend }, ANTHROPIC, 2);
    expect(reply?.status).toBe(429);
    expect(reply?.headers).not.toHaveProperty('retry-after');
    expect(reply?.body.error).toMatchObject({
      type: 'rate_limit_error',
      details: { error_code: 'enforced_spend_limit_reached' },
    });
  });

  it('growth', async () => {
    const ramp = { counts: 'requests', factor: 2, floor: 1, window: 60_000 } as const;
    const reply = await lastReply({ ramp }, ANTHROPIC, 2);
    expect(reply?.headers['retry-after']).toBe('60');
    expect(reply?.body.error).toMatchObject({ details: { error_code: 'ramp_limit_exceeded' } });
  });

  it('a queue without a place: 529, and no headers of limits', async () => {
    const queue = { slots: 1, maxWaiting: 0, discipline: 'fifo', whenFull: 529 } as const;
    const reply = await lastReply({ queue, limits: [rpm(50)] }, ANTHROPIC, 2);
    expect(reply?.status).toBe(529);
    expect(reply?.body.error).toMatchObject({ type: 'overloaded_error' });
    expect(
      Object.keys(reply?.headers ?? {}).filter((name) => /ratelimit|retry/.test(name)),
    ).toEqual([]);
  });
});

// 8339 of 10 000 are used; the request asks for 7000 and at most 835: 7835 in all.
it("waits 37.044 s in OpenAI's words, as a published log has it", async () => {
  const limits = [perMinute('tokens', 10_000, { startLevel: 1_661, accounting: 'reserve' })];
  const headers = { ...OPENAI.headers, 'x-bench-input-tokens': '7000' };
  const content = 'x'.repeat(4 * 7_000);
  const body = { ...OPENAI.body, messages: [{ role: 'user', content }] };
  const reply = await lastReply({ limits }, { ...OPENAI, headers, body });
  expect(reply?.headers['retry-after']).toBe('38');
  expect(reply?.body.error).toEqual({
    message:
      'Rate limit reached for gpt-4 in organization org-mock on tokens per min (TPM): Limit ' +
      '10000, Used 8339, Requested 7835. Please try again in 37.044s. Visit ' +
      'https://platform.openai.com/account/rate-limits to learn more.',
    type: 'tokens',
    param: null,
    code: 'rate_limit_exceeded',
  });
});

it('counts a debt as used: 12 000 of 10 000', async () => {
  const limits = [perMinute('tokens', 10_000, { startLevel: -2_000 })];
  const reply = await lastReply({ limits }, OPENAI);
  // 2000 and 3 of input: 12.018 s. Nothing is reserved for the reply.
  expect(reply?.headers['retry-after']).toBe('13');
  expect(reply?.body.error).toMatchObject({
    message: expect.stringContaining(
      'Limit 10000, Used 12000, Requested 3. Please try again in 12.018s.',
    ),
  });
});

describe('headers of limits', () => {
  const queue = { slots: 1, maxWaiting: 0, discipline: 'fifo', whenFull: 529 } as const;
  const busy = aFault({ kind: 'status', options: { status: 529, headers: {} } });
  const tooLong = { ...ANTHROPIC, body: { ...ANTHROPIC.body, system: 'x'.repeat(2 ** 25) } };

  it.each<[string, Partial<MockPlan>, Sent, number, string]>([
    ['a full queue', { queue }, ANTHROPIC, 529, '48'],
    ['a fault', { faults: [busy] }, ANTHROPIC, 529, '50'],
    ['a body above 32 MB', {}, tooLong, 413, '50'],
  ])('come with %s only where the plan says so', async (_, plan, sent, status, left) => {
    const limits = [rpm(50)];
    const requests = plan.queue === undefined ? 1 : 2;
    const plain = await lastReply({ ...plan, limits }, sent, requests);
    const told = await lastReply({ ...plan, limits, headersOnErrors: true }, sent, requests);
    expect([plain?.status, told?.status]).toEqual([status, status]);
    expect(plain?.headers).not.toHaveProperty('anthropic-ratelimit-requests-remaining');
    expect(told?.headers).toHaveProperty('anthropic-ratelimit-requests-remaining', left);
  });
});

it("tells a body above 32 MB its workspace's limit, and counts none for a model that was never read", async () => {
  const owners = await onVirtualClock(async (clock) => {
    const plan = aMockPlan({
      limits: [
        { ...rpm(50), workspace: 'shop' },
        { ...rpm(70), scope: 'model' },
      ],
      headersOnErrors: true,
      wire: { ...aMockPlan().wire, workspaces: { shop: ['key'] } },
    });
    const mock = createMock(plan, { clock });
    const reply = await createFetch(mock)('http://mock.invalid/v1/messages', {
      method: 'POST',
      headers: ANTHROPIC.headers,
      body: JSON.stringify({ ...ANTHROPIC.body, system: 'x'.repeat(2 ** 25) }),
    });
    expect(reply.status).toBe(413);
    expect(reply.headers.get('anthropic-ratelimit-requests-limit')).toBe('50');
    return mock.state().limits.map(({ owner }) => owner);
  });
  expect(owners).toEqual(['shop']);
});

it('books input as it is estimated, and what it really was at the end', async () => {
  const limits = [perMinute('input_tokens', 30_000, { window: 6e9 })];
  const left = await onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan({ limits }), { clock });
    const content = 'x'.repeat(4_000);
    const reply = createFetch(mock)('http://mock.invalid/v1/messages', {
      method: 'POST',
      headers: { ...ANTHROPIC.headers, 'x-bench-input-tokens': '1400' },
      body: JSON.stringify({ ...ANTHROPIC.body, messages: [{ role: 'user', content }] }),
    });
    await clock.sleep(50);
    const before = mock.state().limits[0]?.level;
    await (await reply).text();
    return [before, mock.state().limits[0]?.level];
  });
  expect(left).toEqual([29_000, 28_600]);
});

it('tells what a cache held, at most the whole input', async () => {
  const headers = { ...ANTHROPIC.headers, 'x-bench-input-tokens': '100' };
  const cached = (tokens: string) => ({
    ...ANTHROPIC,
    headers: { ...headers, 'x-bench-cache-read-tokens': tokens },
  });
  const some = await lastReply({}, cached('80'));
  const all = await lastReply({}, cached('500'));
  const planned = await lastReply({ cacheReadTokens: 30 }, { ...ANTHROPIC, headers });
  expect(some?.body.usage).toMatchObject({ input_tokens: 20, cache_read_input_tokens: 80 });
  expect(all?.body.usage).toMatchObject({ input_tokens: 0, cache_read_input_tokens: 100 });
  expect(planned?.body.usage).toMatchObject({ input_tokens: 70, cache_read_input_tokens: 30 });
});

it.each([
  ['azure', { 'x-ratelimit-remaining-requests': '49', 'x-ratelimit-reset-requests': '2' }],
  ['openai', { 'x-ratelimit-remaining-requests': '49', 'x-ratelimit-reset-requests': '1.2s' }],
] as const)("tells limits in %s's headers, whatever API was called", async (headers, expected) => {
  const reply = await lastReply({ limits: [rpm(50)], headers }, ANTHROPIC);
  expect(reply?.headers).toMatchObject(expected);
  expect(reply?.headers).not.toHaveProperty('anthropic-ratelimit-requests-limit');
});

/** Status of a request with each key, all at one instant, and the workspace that its reply names. */
function askWith(plan: Partial<MockPlan>, keys: readonly string[]) {
  return onVirtualClock(async (clock) => {
    const fetch = createFetch(createMock(aMockPlan(plan), { clock }));
    const send = async (key: string) => {
      const headers = { ...ANTHROPIC.headers, 'x-api-key': key };
      const body = JSON.stringify(ANTHROPIC.body);
      const reply = await fetch('http://mock.invalid/v1/messages', {
        method: 'POST',
        headers,
        body,
      });
      await reply.text();
      return [reply.status, reply.headers.get('anthropic-workspace-id')];
    };
    return Promise.all(keys.map(send));
  });
}

it('keeps the limits of two keys apart', async () => {
  const limits = [{ ...rpm(60, 1), scope: 'key' as const }];
  expect(await askWith({ limits }, ['a', 'a', 'b'])).toEqual([
    [200, null],
    [429, null],
    [200, null],
  ]);
});

it('holds a workspace to a limit of its own, and names it', async () => {
  const limits = [{ ...rpm(60, 1), workspace: 'shop' }];
  const wire = { ...protocol.wire, workspaces: { shop: ['a', 'b'] } };
  expect(await askWith({ limits, wire }, ['a', 'b', 'c', 'c'])).toEqual([
    [200, 'shop'],
    [429, 'shop'],
    [200, null],
    [200, null],
  ]);
});
