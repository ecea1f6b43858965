import { expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import type { MockPlan } from '../../../src/core/mock-plan.ts';
import { aMockPlan } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const constant = (ms: number) => ({ kind: 'constant', options: { ms } });

/** 50 tokens, alone on the server: the first at 500 ms, the last at 1480. */
const PHASED = {
  latency: {
    kind: 'phased',
    options: { headers: 0, base: 0, perInputToken: 0, ttft: constant(500), itl: constant(20) },
  },
  outputTokens: 50,
  queue: { slots: 1, discipline: 'fifo', whenFull: 529 },
} as const satisfies Partial<MockPlan>;

/** `server-timing` of two requests that come at the same instant. */
function timings(plan: Partial<MockPlan>, stream: boolean): Promise<(string | null)[]> {
  return onVirtualClock(async (clock) => {
    const fetch = createFetch(createMock(aMockPlan({ ...PHASED, ...plan }), { clock }));
    const ask = async () => {
      const reply = await fetch('http://mock.invalid/v1/messages', {
        method: 'POST',
        headers: { 'x-api-key': 'key', 'anthropic-version': '2026-10-21' },
        body: JSON.stringify({
          model: 'claude-haiku-5-5',
          max_tokens: 64,
          messages: [{ role: 'user', content: 'Hello, mock.' }],
          stream,
        }),
      });
      await reply.text();
      return reply.headers.get('server-timing');
    };
    return Promise.all([ask(), ask()]);
  });
}

it.each([[false], [true]])(
  'tells the wait for a slot, the first token and the end (streamed: %s)',
  async (stream) => {
    expect(await timings({}, stream)).toEqual([
      'queue;dur=0.000, ttft;dur=500.000, total;dur=1480.000',
      'queue;dur=1480.000, ttft;dur=1980.000, total;dur=2960.000',
    ]);
  },
);

it('tells the first event as the time to the first token: ten tokens, or what was thought before the text', async () => {
  const [whole] = await timings({ tokensPerEvent: 10 }, true);
  expect(whole).toBe('queue;dur=0.000, ttft;dur=680.000, total;dur=1480.000');
  const [thought] = await timings(
    { tokensPerEvent: 10, thinkingTokens: 5, outputTokens: 45 },
    true,
  );
  expect(thought).toBe('queue;dur=0.000, ttft;dur=580.000, total;dur=1480.000');
});

it('tells how long a request has waited that is turned away after 200 ms', async () => {
  const [, refused] = await timings({ queue: { ...PHASED.queue, maxWait: 200 } }, false);
  expect(refused).toBe('queue;dur=200.000, total;dur=200.000');
});

it('tells the first step of a server that works in steps', async () => {
  const load = {
    kind: 'batch-step',
    options: {
      step: 10,
      perSequence: 1,
      maxBatch: 8,
      prefillChunkTokens: 512,
      chunk: 0,
      chunksPerStep: 1,
      collapseFactor: 2,
    },
  };
  const [alone] = await timings({ load, outputTokens: 4 }, false);
  // A step reads the input, and four give a token each.
  expect(alone).toBe('queue;dur=0.000, ttft;dur=22.000, total;dur=55.000');
});
