import Anthropic from '@anthropic-ai/sdk';
import type {
  MessageBatch,
  MessageBatchIndividualResponse,
} from '@anthropic-ai/sdk/resources/messages/batches';
import { describe, expect, it } from 'vitest';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import type { BatchesPlan } from '../../../src/core/batches-plan.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { aMockPlan, protocol } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const PARAMS = {
  model: 'claude-haiku-5-5',
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'Hello, mock.' }],
};

const HEADERS = { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' };

interface Scene {
  readonly clock: Clock;
  readonly mock: Mock;
  readonly batches: Anthropic['messages']['batches'];
}

/** Runs a test against a mock in virtual time, through the real SDK. */
function withBatches<T>(changes: Partial<BatchesPlan>, body: (scene: Scene) => Promise<T>) {
  return onVirtualClock((clock) => {
    const plan = aMockPlan({ batches: { ...protocol.batches, ...changes } });
    const mock = createMock(plan, { clock });
    const client = new Anthropic({
      apiKey: 'key',
      baseURL: 'http://mock.invalid',
      fetch: createFetch(mock),
      maxRetries: 0,
      logLevel: 'off',
    });
    return body({ clock, mock, batches: client.messages.batches });
  });
}

function someRequests(count: number) {
  return Array.from({ length: count }, (_, i) => ({ custom_id: `r${i}`, params: PARAMS }));
}

const throughput = (perSecond: number) => ({ kind: 'throughput', perSecond }) as const;

const NONE = { processing: 0, succeeded: 0, errored: 0, canceled: 0, expired: 0 };

/** Asks every so often until a batch has ended. */
async function poll({ clock, batches }: Scene, id: string, every: number): Promise<MessageBatch> {
  for (;;) {
    const batch = await batches.retrieve(id);
    if (batch.processing_status === 'ended') return batch;
    await clock.sleep(every);
  }
}

async function resultsOf({ batches }: Scene, id: string) {
  const results: MessageBatchIndividualResponse[] = [];
  for await (const result of await batches.results(id)) results.push(result);
  return results;
}

describe('a batch', () => {
  it('of 100 requests, 60 s and then 100 a second, ends at 61 s', async () => {
    await withBatches({}, async (scene) => {
      const created = await scene.batches.create({ requests: someRequests(100) });
      expect(created).toEqual({
        id: 'msgbatch_000001',
        type: 'message_batch',
        processing_status: 'in_progress',
        request_counts: { ...NONE, processing: 100 },
        created_at: '2026-01-01T00:00:00.000000Z',
        expires_at: '2026-01-02T00:00:00.000000Z',
        ended_at: null,
        cancel_initiated_at: null,
        archived_at: null,
        results_url: null,
      });
      await scene.clock.sleep(60_999);
      const late = await scene.batches.retrieve(created.id);
      expect(late.request_counts).toEqual({ ...NONE, processing: 100 });
      await scene.clock.sleep(1);
      expect(await scene.batches.retrieve(created.id)).toMatchObject({
        processing_status: 'ended',
        request_counts: { ...NONE, succeeded: 100 },
        ended_at: '2026-01-01T00:01:01.000000Z',
        results_url: `http://mock.invalid/v1/messages/batches/${created.id}/results`,
      });
    });
  });

  it('of 1 000, cancelled at 13 s, has 300 succeeded and 700 canceled', async () => {
    const plan = { delay: 10_000, processing: throughput(100), cancelLatency: 0 };
    await withBatches(plan, async (scene) => {
      const { id } = await scene.batches.create({ requests: someRequests(1_000) });
      await scene.clock.sleep(13_000);
      const cancelled = await scene.batches.cancel(id);
      expect(cancelled.request_counts).toEqual({ ...NONE, succeeded: 300, canceled: 700 });
      const results = await resultsOf(scene, id);
      expect(results.filter(({ result }) => result.type === 'canceled')).toHaveLength(700);
    });
  });

  it('that takes 5 h a request has 4 succeeded and 6 expired after 2 880 polls', async () => {
    // One request per 5 h, in requests a second.
    const plan = { delay: 0, processing: throughput(1 / 18_000) };
    await withBatches(plan, async (scene) => {
      const { id } = await scene.batches.create({ requests: someRequests(10) });
      const ended = await poll(scene, id, 30_000);
      expect(scene.clock.now()).toBe(24 * 3_600_000);
      expect(ended.request_counts).toEqual({ ...NONE, succeeded: 4, expired: 6 });
    });
  });

  it('runs 60 times as fast with a timeScale of 60, on its own calendar', async () => {
    await withBatches({ timeScale: 60 }, async (scene) => {
      const { id } = await scene.batches.create({ requests: someRequests(1) });
      await scene.clock.sleep(60_010 / 60);
      const { processing_status, ended_at } = await scene.batches.retrieve(id);
      expect(processing_status).toBe('ended');
      expect(ended_at).toBe('2026-01-01T00:01:00.010000Z');
    });
  });

  it('is archived after 29 days: it is still there, its results are not', async () => {
    await withBatches({}, async (scene) => {
      const { id } = await scene.batches.create({ requests: someRequests(1) });
      scene.mock.advanceBatch(id, 29 * 86_400_000);
      expect(await scene.batches.retrieve(id)).toMatchObject({
        archived_at: '2026-01-30T00:00:00.000000Z',
        results_url: null,
      });
      await expect(scene.batches.results(id)).rejects.toThrow('No batch `results_url`');
    });
  });
});

describe('its results', () => {
  it('are 404 before the end', async () => {
    await withBatches({}, async ({ mock, batches }) => {
      const { id } = await batches.create({ requests: someRequests(1) });
      const url = `http://mock.invalid/v1/messages/batches/${id}/results`;
      const response = await createFetch(mock)(url, { headers: HEADERS });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { type: 'not_found_error' } });
    });
  });

  it('hold a message of the service tier "batch" for each request, in another order', async () => {
    await withBatches({}, async (scene) => {
      const { id } = await scene.batches.create({ requests: someRequests(50) });
      scene.mock.advanceBatch(id, 'ended');
      const results = await resultsOf(scene, id);
      const names = results.map(({ custom_id }) => custom_id);
      const sent = someRequests(50).map(({ custom_id }) => custom_id);
      expect(names).not.toEqual(sent);
      expect(names.toSorted()).toEqual(sent.toSorted());
      expect(results[0]?.result).toMatchObject({
        type: 'succeeded',
        message: {
          type: 'message',
          usage: { input_tokens: 3, output_tokens: 4, service_tier: 'batch' },
        },
      });
    });
  });

  it('are the same bytes when they are asked for again', async () => {
    await withBatches({}, async (scene) => {
      const { id } = await scene.batches.create({ requests: someRequests(20) });
      scene.mock.advanceBatch(id, 'ended');
      expect(await resultsOf(scene, id)).toEqual(await resultsOf(scene, id));
    });
  });

  it.each([
    ['stream: true', { ...PARAMS, stream: true }],
    ['max_tokens: 0', { ...PARAMS, max_tokens: 0 }],
    ['a speed', { ...PARAMS, speed: 'fast' }],
    ['no messages', { model: 'm', max_tokens: 1 }],
    ['a temperature', { ...PARAMS, temperature: 1 }],
    ['no parameters', undefined],
  ])('call a request with %s errored, which its creation did not', async (_, params) => {
    await withBatches({}, async (scene) => {
      const requests = [...someRequests(1), { custom_id: 'bad', params: params as typeof PARAMS }];
      const { id } = await scene.batches.create({ requests });
      scene.mock.advanceBatch(id, 'ended');
      const results = await resultsOf(scene, id);
      expect(results.find(({ custom_id }) => custom_id === 'bad')?.result).toMatchObject({
        type: 'errored',
        error: { type: 'error', error: { type: 'invalid_request_error' } },
      });
      const { request_counts: counts } = await scene.batches.retrieve(id);
      expect(counts).toEqual({ ...NONE, succeeded: 1, errored: 1 });
    });
  });

  it('have about the planned shares of errored and expired ones', async () => {
    await withBatches({ errored: 0.2, expired: 0.3 }, async (scene) => {
      const { id } = await scene.batches.create({ requests: someRequests(1_000) });
      scene.mock.advanceBatch(id, 'ended');
      const { request_counts: counts } = await scene.batches.retrieve(id);
      // Four standard deviations of a binomial: 4 · sqrt(1000 · 0.2 · 0.8) = 51, and 58 for 0.3.
      expect(Math.abs(counts.errored - 200)).toBeLessThan(51);
      expect(Math.abs(counts.expired - 300)).toBeLessThan(58);
      expect(counts.succeeded + counts.errored + counts.expired).toBe(1_000);
    });
  });
});

describe('the list', () => {
  it('shows the newest first, 20 a page, and goes on after the last', async () => {
    await withBatches({}, async ({ batches }) => {
      for (let i = 0; i < 25; i++) await batches.create({ requests: someRequests(1) });
      const first = await batches.list();
      expect(first.data).toHaveLength(20);
      expect(first.data[0]?.id).toBe('msgbatch_000025');
      expect(first.has_more).toBe(true);
      const rest = await first.getNextPage();
      expect(rest.data.map(({ id }) => id)).toEqual(
        [5, 4, 3, 2, 1].map((n) => `msgbatch_00000${n}`),
      );
      expect(rest.has_more).toBe(false);
      const before = await batches.list({ before_id: 'msgbatch_000003', limit: 2 });
      expect(before.data.map(({ id }) => id)).toEqual(['msgbatch_000005', 'msgbatch_000004']);
      expect(before.has_more).toBe(true);
    });
  });
});

describe('the end of a batch', () => {
  it('must come before it can be deleted', async () => {
    await withBatches({}, async ({ mock, batches }) => {
      const { id } = await batches.create({ requests: someRequests(1) });
      await expect(batches.delete(id)).rejects.toBeInstanceOf(Anthropic.BadRequestError);
      mock.advanceBatch(id, 'ended');
      expect(await batches.delete(id)).toEqual({ id, type: 'message_batch_deleted' });
      await expect(batches.retrieve(id)).rejects.toBeInstanceOf(Anthropic.NotFoundError);
    });
  });

  it('comes too late for a cancellation', async () => {
    await withBatches({}, async ({ mock, batches }) => {
      const { id } = await batches.create({ requests: someRequests(1) });
      mock.advanceBatch(id, 'ended');
      await expect(batches.cancel(id)).rejects.toBeInstanceOf(Anthropic.BadRequestError);
    });
  });
});

describe('a creation', () => {
  it.each([
    ['no requests', [], 'at least 1 item'],
    [
      'a request without custom_id',
      [...someRequests(1), { params: PARAMS } as ReturnType<typeof someRequests>[number]],
      'requests.1.custom_id: Field required',
    ],
    ['a custom_id with a blank', [{ custom_id: 'a b', params: PARAMS }], 'requests.0.custom_id'],
    ['a custom_id of 65 letters', [{ custom_id: 'a'.repeat(65), params: PARAMS }], 'pattern'],
    ['the same custom_id twice', [...someRequests(1), ...someRequests(1)], 'must be unique'],
    ['100 001 requests', someRequests(100_001), 'at most 100000 items'],
  ])(
    'with %s is refused with 400',
    async (_, requests, message) => {
      await withBatches({}, async ({ batches }) => {
        await expect(batches.create({ requests })).rejects.toThrow(message);
        expect((await batches.list()).data).toEqual([]);
      });
    },
    5_000,
  );

  it('finds no room in a queue of 10 for 6 and then 5 requests, until some are done', async () => {
    await withBatches({ queue: 10, delay: 0, processing: throughput(1) }, async (scene) => {
      await scene.batches.create({ requests: someRequests(6) });
      const more = { requests: someRequests(5) };
      await expect(scene.batches.create(more)).rejects.toBeInstanceOf(Anthropic.RateLimitError);
      await scene.clock.sleep(1_000);
      await expect(scene.batches.create(more)).resolves.toMatchObject({ type: 'message_batch' });
    });
  });

  it('shares 2 calls a minute with all other calls of the endpoints', async () => {
    await withBatches({ rpm: 2 }, async ({ batches }) => {
      await batches.create({ requests: someRequests(1) });
      await batches.list();
      const error = await batches.list().catch((reason: unknown) => reason);
      if (!(error instanceof Anthropic.RateLimitError)) throw error;
      expect(error.headers.get('retry-after')).toBe('30');
    });
  });
});

it('leaves a row for each of six calls, with the headers of all replies, and no load', async () => {
  await withBatches({ delay: 0, rpm: 6 }, async ({ clock, mock, batches }) => {
    const { data, request_id } = await batches.create({ requests: someRequests(1) }).withResponse();
    expect(request_id).toMatch(/^req_/);
    await clock.sleep(1_000);
    await batches.retrieve(data.id);
    await resultsOf({ clock, mock, batches }, data.id);
    await batches.list();
    await batches.delete(data.id);
    await expect(batches.list()).rejects.toMatchObject({ status: 429 });
    const outcomes = [...mock.rows()].map(({ outcome }) => outcome);
    expect(outcomes).toEqual([...Array(6).fill('aside:batches'), 'limited:batches']);
    expect(mock.state()).toMatchObject({ requests: 7, aside: 6, peak_in_service: 0 });
  });
});
