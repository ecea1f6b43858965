import { describe, expect, it } from 'vitest';
import { createMock } from '../../../mock-server/core/mock.ts';
import { aCall, sendCall } from '../../helpers/mock-call.ts';
import { aMockPlan } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

/** Steps of 10 ms, 1 ms more for each request and 5 ms for each chunk of 100 input tokens. */
function planOf(options: object = {}) {
  const steps = {
    step: 10,
    perSequence: 1,
    maxBatch: 256,
    prefillChunkTokens: 100,
    chunk: 5,
    chunksPerStep: 1,
    collapseFactor: 2,
    ...options,
  };
  const { latency: _, ...plan } = aMockPlan({ load: { kind: 'batch-step', options: steps } });
  return plan;
}

/** Ends of requests that come at these times, each of 4 tokens. */
function endsOf(arrivals: readonly number[], options: object = {}, inputTokens = 0) {
  return onVirtualClock(async (clock) => {
    const mock = createMock(planOf(options), { clock });
    const calls: ReturnType<typeof sendCall>[] = [];
    for (const [item, at] of arrivals.entries()) {
      await clock.sleep(at - clock.now());
      calls.push(sendCall(mock, aCall({ item, inputTokens })));
    }
    return Promise.all(calls.map(async ({ done }) => (await done).endedAt));
  });
}

describe('steps of 10 ms and 1 ms for each request', () => {
  it('give one request a token every 11 ms', async () => {
    const heard = await onVirtualClock(
      (clock) =>
        sendCall(createMock(planOf(), { clock }), aCall({ stream: true, inputTokens: 0 })).done,
    );
    expect(heard.tokensAt).toEqual([11, 22, 33, 44]);
    expect(heard.admission?.demand).toBe(44);
  });

  // Steps of 11, then 12 while both are in: 11, 23, 35, 47 end the first; the second ends at 58.
  it('let a second request in at the border of a step', async () => {
    expect(await endsOf([0, 5])).toEqual([47, 58]);
  });

  it('make those wait that find no place in the batch', async () => {
    // 11 alone; 12 each for two until 47 and 59; three more of 11.
    expect(await endsOf([0, 0, 0], { maxBatch: 2 })).toEqual([47, 59, 92]);
  });

  it('take twice as long above 2 requests', async () => {
    expect(await endsOf([0, 0], { collapseAt: 2 })).toEqual([47, 58]);
    // 11 alone, three steps of 2 * 13, then 12 for the two that came a step later.
    expect(await endsOf([0, 0, 0], { collapseAt: 2 })).toEqual([89, 101, 101]);
  });

  it('begin at once after a pause', async () => {
    expect(await endsOf([0, 100])).toEqual([44, 144]);
  });

  it('forget a request whose client goes away', async () => {
    const end = await onVirtualClock(async (clock) => {
      const mock = createMock(planOf(), { clock });
      const first = sendCall(mock, aCall({ inputTokens: 0 }));
      const second = sendCall(mock, aCall({ item: 1, inputTokens: 0 }));
      clock.at(1, first.abort);
      return (await second.done).endedAt;
    });
    // The first step began with the request that left: 11 for the second to join, then 4 of 11.
    expect(end).toBe(55);
  });
});

describe('input of 250 tokens', () => {
  // Three chunks of 16 ms, then four tokens of 11.
  it('is read in three steps before the first token', async () => {
    expect(await endsOf([0], {}, 250)).toEqual([92]);
  });

  it('is read in two when a step takes two chunks: 21, 16 and four tokens', async () => {
    expect(await endsOf([0], { chunksPerStep: 2 }, 250)).toEqual([81]);
  });

  it('holds up the tokens of others', async () => {
    const heard = await onVirtualClock(async (clock) => {
      const mock = createMock(planOf(), { clock });
      const first = sendCall(mock, aCall({ stream: true, inputTokens: 0 }));
      sendCall(mock, aCall({ item: 1, inputTokens: 100 }));
      return first.done;
    });
    // 11 alone, then a step with a chunk: 10 + 2 + 5, then 12 each.
    expect(heard.tokensAt).toEqual([11, 28, 40, 52]);
  });
});
