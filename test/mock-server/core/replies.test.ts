import { describe, expect, it } from 'vitest';
import type { Call } from '../../../mock-server/core/call.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import type { MockPlan } from '../../../src/core/mock-plan.ts';
import { aCall, sendCall } from '../../helpers/mock-call.ts';
import { aMockPlan, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const constant = (ms: number) => ({ kind: 'constant', options: { ms } });

/** 500 ms to the first token, then one every 20 ms. */
function phased(options: object = {}) {
  const phases = { headers: 0, base: 0, perInputToken: 0, ttft: constant(500), itl: constant(20) };
  return { kind: 'phased', options: { ...phases, ...options } };
}

/** Sends one call to a server of its own, and reads its row. */
function sent(plan: Partial<MockPlan>, call: Partial<Call> = {}) {
  return onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan(plan), { clock });
    const heard = await sendCall(mock, aCall(call)).done;
    return { ...heard, row: [...mock.rows()][0] };
  });
}

describe('a reply of 50 tokens, 500 ms to the first and 20 ms for each further one', () => {
  const plan = { latency: phased(), outputTokens: 50 };

  it('streamed one token an event: the first at 500, the end at 1480', async () => {
    const { tokensAt, endedAt, row } = await sent(plan, { stream: true });
    expect(tokensAt).toHaveLength(50);
    expect([tokensAt.at(0), tokensAt.at(1), tokensAt.at(-1), endedAt]).toEqual([
      500, 520, 1_480, 1_480,
    ]);
    expect(row).toMatchObject({
      firstByteAt: 0,
      firstTokenAt: 500,
      firstContentAt: 500,
      demand: 1_480,
    });
  });

  it('streamed three an event: 17 events, the first at 540, the end at 1480', async () => {
    const { tokensAt, endedAt } = await sent({ ...plan, tokensPerEvent: 3 }, { stream: true });
    expect(tokensAt).toHaveLength(17);
    expect([tokensAt[0], tokensAt[1], tokensAt[16], endedAt]).toEqual([540, 600, 1_480, 1_480]);
  });

  it('as a whole: at 1480', async () => {
    const { tokensAt, endedAt, row } = await sent(plan);
    expect([tokensAt, endedAt]).toEqual([[], 1_480]);
    expect(row?.firstByteAt).toBe(1_480);
  });

  it('cut at 10 tokens: at 680', async () => {
    expect(await sent(plan, { maxTokens: 10 })).toMatchObject({
      endedAt: 680,
      admission: { outputTokens: 10, cut: true },
    });
  });

  it('cut at none: at the time of the first token', async () => {
    expect((await sent(plan, { stream: true, maxTokens: 0 })).endedAt).toBe(500);
  });

  it('sends the head of a stream after 30 ms, when told to', async () => {
    const { row } = await sent({ ...plan, latency: phased({ headers: 30 }) }, { stream: true });
    expect(row).toMatchObject({ firstByteAt: 30, firstTokenAt: 500 });
  });

  // 100 + 0.5 * (400 - 300) + 500.
  it('takes longer for input that no cache holds', async () => {
    const latency = phased({ base: 100, perInputToken: 0.5 });
    const call = { inputTokens: 400, cacheReadTokens: 300 };
    expect((await sent({ latency, outputTokens: 1 }, call)).endedAt).toBe(650);
  });
});

describe('thinking', () => {
  const plan = { latency: phased(), outputTokens: 4, thinkingTokens: 5, tokensPerEvent: 3 };

  it('comes before the text, in events of its own, and counts as output', async () => {
    const { tokensAt, admission, row } = await sent(plan, { stream: true });
    // Tokens 3 and 5 are the last of thinking events, 8 and 9 those of text.
    expect(tokensAt).toEqual([540, 580, 640, 660]);
    expect(admission).toMatchObject({ outputTokens: 9, thinkingTokens: 5 });
    expect(row).toMatchObject({ firstTokenAt: 540, firstContentAt: 640, outputTokens: 9 });
  });

  it('may use up the maximum: no text then', async () => {
    const { admission, row } = await sent(plan, { stream: true, maxTokens: 4 });
    expect(admission).toMatchObject({ outputTokens: 4, thinkingTokens: 4, cut: true });
    expect(row?.firstContentAt).toBeNaN();
  });
});

it('draws the number of tokens per item, the same for a whole and a streamed reply', async () => {
  const outputTokens = { kind: 'uniform', options: { min: 10, max: 500 } };
  const tokens = async (item: number, stream: boolean) =>
    (await sent({ outputTokens }, { item, stream })).admission?.outputTokens;
  const drawn = await Promise.all([1, 2, 3].map((item) => tokens(item, false)));
  expect(new Set(drawn).size).toBe(3);
  expect(await Promise.all([1, 2, 3].map((item) => tokens(item, true)))).toEqual(drawn);
});

it('books output tokens of a stream as they leave, and only those before an abort', async () => {
  const levels = await onVirtualClock(async (clock) => {
    const limits = [{ ...rpm(6_000), dimension: 'output_tokens' as const, window: 6e9 }];
    const mock = createMock(aMockPlan({ limits }), { clock });
    const call = sendCall(mock, aCall({ stream: true }));
    const found: (number | undefined)[] = [];
    const look = () => found.push(mock.state().limits[0]?.level);
    look();
    await clock.sleep(60);
    look();
    call.abort();
    look();
    await sendCall(mock, aCall()).done;
    look();
    return found;
  });
  expect(levels).toEqual([6_000, 5_998, 5_998, 5_994]);
});

describe('two slots', () => {
  const queue = { slots: 2, maxWaiting: 1, discipline: 'fifo', whenFull: 529 } as const;

  it('serve two, let the third wait and turn the fourth away', async () => {
    const found = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan({ queue, limits: [rpm(60)] }), { clock });
      const calls = [0, 1, 2, 3].map((item) => sendCall(mock, aCall({ item })));
      const busy = mock.state();
      const heard = await Promise.all(calls.map(({ done }) => done));
      return { heard, busy, rows: [...mock.rows()], state: mock.state() };
    });
    expect(found.busy).toMatchObject({ in_flight: 3, in_service: 2, queued: 1 });
    expect(found.heard.map(({ endedAt }) => endedAt)).toEqual([100, 100, 200, 0]);
    expect(found.heard[3]?.refusal).toMatchObject({ status: 529, reason: 'queue' });
    expect(found.rows[2]).toMatchObject({ admittedAt: 0, startedAt: 100, inServiceAtStart: 2 });
    // What the limit took for the refused one is not given back.
    expect(found.state).toMatchObject({
      outcomes: { ok: 3, 'queue-full': 1 },
      queued_integral_ms: 100,
      peak_queued: 1,
      limits: [{ level: 56 }],
    });
  });

  it('go to the next one when a client goes away, in service or waiting', async () => {
    const rows = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan({ queue: { ...queue, maxWaiting: 5 } }), { clock });
      const calls = [0, 1, 2, 3, 4].map((item) => sendCall(mock, aCall({ item })));
      await clock.sleep(10);
      calls[2]?.abort();
      calls[0]?.abort();
      await clock.sleep(500);
      return [...mock.rows()];
    });
    expect(rows.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
      [0, 10],
      [0, 100],
      [Number.NaN, 10],
      [10, 110],
      [100, 200],
    ]);
  });
});

it('refuses after a drawn time', async () => {
  const rejectLatency = { kind: 'uniform', options: { min: 100, max: 200 } };
  const { endedAt = 0 } = await sent({ rejectLatency, limits: [{ ...rpm(60), startLevel: 0 }] });
  expect(endedAt).toBeGreaterThanOrEqual(100);
  expect(endedAt).toBeLessThan(200);
});

it('tells the client what the rule says, and nothing when waiting does not help', async () => {
  const told = async (plan: Partial<MockPlan>) => (await sent(plan)).refusal?.told;
  const limits = [{ ...rpm(60), startLevel: -0.2 }];
  expect(await told({ limits })).toBe(2_000);
  expect(await told({ limits, retryAfter: { rule: 'ms' } })).toBe(1_200);
  expect(await told({ limits, retryAfter: { rule: 'none' } })).toBeUndefined();
  const spend = { limitUsd: 0, requestUsd: 1, inputUsd: 0, outputUsd: 0 };
  expect(await told({ spend })).toBeUndefined();
});
