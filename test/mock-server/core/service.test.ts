import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { aCall, sendCall } from '../../helpers/mock-call.ts';
import { aMockPlan, rpm } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const LOGNORMAL = { kind: 'lognormal', options: { mean: 2_000, cv: 0.35 } };

describe('serve', () => {
  it('spreads 4 streamed tokens evenly over 100 ms and ends with the last', async () => {
    const heard = await onVirtualClock(
      (clock) => sendCall(createMock(aMockPlan(), { clock }), aCall({ stream: true })).done,
    );
    expect(heard.tokensAt).toEqual([25, 50, 75, 100]);
    expect(heard.endedAt).toBe(100);
  });

  it('cuts a reply of 4 tokens at a maximum of 2', async () => {
    const heard = await onVirtualClock(
      (clock) =>
        sendCall(createMock(aMockPlan(), { clock }), aCall({ stream: true, maxTokens: 2 })).done,
    );
    expect(heard.tokensAt).toEqual([50, 100]);
    expect(heard.admission).toMatchObject({ outputTokens: 2, cut: true });
  });

  it('streams no token at a maximum of 0, and still takes its 100 ms', async () => {
    const heard = await onVirtualClock(
      (clock) =>
        sendCall(createMock(aMockPlan(), { clock }), aCall({ stream: true, maxTokens: 0 })).done,
    );
    expect(heard.tokensAt).toEqual([]);
    expect(heard.endedAt).toBe(100);
  });

  it('takes the first point of the curve when there is no latency model', async () => {
    const { latency: _, ...plan } = aMockPlan({
      load: { kind: 'curve', options: { points: [[1, 82]] } },
    });
    const heard = await onVirtualClock(
      (clock) => sendCall(createMock(plan, { clock }), aCall()).done,
    );
    expect(heard.endedAt).toBe(82);
  });

  it('refuses request 51 of 50 RPM after 150 ms, with a wait of 1.2 s', async () => {
    const plan = aMockPlan({ limits: [rpm(50)], rejectLatency: 150 });
    const heard = await onVirtualClock((clock) => {
      const mock = createMock(plan, { clock });
      for (let item = 0; item < 50; item++) sendCall(mock, aCall({ item }));
      return sendCall(mock, aCall({ item: 50 })).done;
    });
    expect(heard.endedAt).toBe(150);
    expect(heard.refusal).toMatchObject({ status: 429, wait: 1_200, limited: { remaining: 0 } });
  });
});

/** Demands by item of 100 calls, so many in flight, in a given order of items. */
function demands(inFlight: number, items: readonly number[]): Promise<Map<number, number>> {
  return onVirtualClock(async (clock) => {
    const mock = createMock(aMockPlan({ latency: LOGNORMAL }), { clock });
    const queue = [...items];
    const found = new Map<number, number>();
    const worker = async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        const { admission } = await sendCall(mock, aCall({ item })).done;
        found.set(item, admission?.demand ?? Number.NaN);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    return found;
  });
}

describe('draws', () => {
  const items = Array.from({ length: 100 }, (_, item) => item);

  it('give every item the same demand at 1 and at 50 in flight, in any order', async () => {
    const alone = await demands(1, items);
    const crowded = await demands(50, items.toReversed());
    expect(alone.size).toBe(100);
    expect(new Set(alone.values()).size).toBe(100);
    for (const [item, demand] of crowded) expect(demand).toBe(alone.get(item));
  });

  it('do not change for an item whose first attempts were refused', async () => {
    const demand = await onVirtualClock(async (clock) => {
      const plan = aMockPlan({ latency: LOGNORMAL, limits: [rpm(60, 1)] });
      const mock = createMock(plan, { clock });
      sendCall(mock, aCall({ item: 99 }));
      await sendCall(mock, aCall({ item: 7 })).done;
      await clock.sleep(1_000);
      const { admission } = await sendCall(mock, aCall({ item: 7, attempt: 1 })).done;
      return admission?.demand;
    });
    expect(demand).toBe((await demands(1, [7])).get(7));
  });

  it('differ with the attempt of an item and with the seed', async () => {
    const found = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan({ latency: LOGNORMAL }), { clock });
      const first = await sendCall(mock, aCall()).done;
      const second = await sendCall(mock, aCall({ attempt: 1 })).done;
      mock.reset({ seed: 2 });
      const other = await sendCall(mock, aCall()).done;
      return [first, second, other].map(({ admission }) => admission?.demand);
    });
    expect(new Set(found).size).toBe(3);
  });
});

describe('truth', () => {
  it('holds a row for each request, with its times, tokens and outcome', async () => {
    const rows = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan({ limits: [rpm(60, 1)] }), { clock });
      const first = sendCall(mock, aCall({ item: 5, stream: true }));
      await sendCall(mock, aCall({ item: 6 })).done;
      await first.done;
      return [...mock.rows()];
    });
    expect(rows).toMatchObject([
      {
        seq: 1,
        item: 5,
        status: 200,
        outcome: 'ok',
        arrivedAt: 0,
        admittedAt: 0,
        firstTokenAt: 25,
        endedAt: 100,
        outputTokens: 4,
        inServiceAtStart: 1,
      },
      { seq: 2, item: 6, status: 429, outcome: 'limited:requests', endedAt: 0, outputTokens: 0 },
    ]);
  });

  it('frees an aborted request at once and counts the tokens that it had sent', async () => {
    const { state, row, heard } = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan(), { clock });
      const call = sendCall(mock, aCall({ stream: true }));
      await clock.sleep(60);
      call.abort();
      call.abort();
      const now = mock.state();
      await clock.sleep(1_000);
      return { state: now, row: [...mock.rows()][0], heard: call.heard };
    });
    expect(state).toMatchObject({ in_flight: 0, in_service: 0, outcomes: { 'client-abort': 1 } });
    expect(row).toMatchObject({
      outcome: 'client-abort',
      status: 200,
      endedAt: 60,
      outputTokens: 2,
    });
    expect(heard.tokensAt).toEqual([25, 50]);
    expect(heard.endedAt).toBeUndefined();
  });

  it('gives a refusal that is aborted on its way no status', async () => {
    const rows = await onVirtualClock(async (clock) => {
      const plan = aMockPlan({ limits: [rpm(60, 1)], rejectLatency: 50 });
      const mock = createMock(plan, { clock });
      sendCall(mock, aCall());
      const refused = sendCall(mock, aCall());
      await clock.sleep(10);
      refused.abort();
      await clock.sleep(100);
      return [...mock.rows(1)];
    });
    expect(rows).toMatchObject([{ outcome: 'client-abort', status: 0, endedAt: 10 }]);
  });

  it('is not reset while requests are in flight, unless forced', async () => {
    const found = await onVirtualClock(async (clock) => {
      const mock = createMock(aMockPlan(), { clock });
      const call = sendCall(mock, aCall());
      const refused = mock.reset();
      const forced = mock.reset({ force: true });
      await call.done;
      return { refused, forced, state: mock.state() };
    });
    expect(found).toMatchObject({ refused: false, forced: true, state: { requests: 0 } });
  });
});

/** Sends calls at random times, aborts some, and waits until all are over. */
async function sendAtRandom(
  mock: Mock,
  calls: readonly {
    readonly gap: number;
    readonly stream: boolean;
    readonly abortAfter: number | null;
  }[],
): Promise<void> {
  for (const [item, { gap, stream, abortAfter }] of calls.entries()) {
    await mock.clock.sleep(gap);
    const { abort } = sendCall(mock, aCall({ item, stream }));
    if (abortAfter !== null) mock.clock.at(mock.clock.now() + abortAfter, abort);
  }
  await mock.clock.sleep(60_000);
}

it('accounts for every request: counts, tokens and integrals agree with the rows', async () => {
  const calls = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 40 }),
      stream: fc.boolean(),
      abortAfter: fc.option(fc.integer({ min: 0, max: 200 })),
    }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(calls, (sent) =>
      onVirtualClock(async (clock) => {
        const mock = createMock(
          aMockPlan({
            load: {
              kind: 'curve',
              options: {
                points: [
                  [1, 100],
                  [10, 250],
                ],
              },
            },
            limits: [rpm(600, 8)],
            rejectLatency: 15,
          }),
          { clock },
        );
        await sendAtRandom(mock, sent);
        const state = mock.state();
        const rows = [...mock.rows()];
        const sum = (of: (row: (typeof rows)[number]) => number) =>
          rows.reduce((total, row) => total + of(row), 0);
        expect(rows.map(({ seq }) => seq)).toEqual(sent.map((_, index) => index + 1));
        expect(state).toMatchObject({ requests: sent.length, in_flight: 0, in_service: 0 });
        expect(Object.values(state.outcomes).reduce((a, b) => a + b, 0)).toBe(sent.length);
        expect(Object.values(state.statuses).reduce((a, b) => a + b, 0)).toBe(sent.length);
        expect(state.in_flight_integral_ms).toBeCloseTo(
          sum((row) => row.endedAt - row.arrivedAt),
          6,
        );
        expect(state.in_service_integral_ms).toBeCloseTo(
          sum((row) => (Number.isNaN(row.startedAt) ? 0 : row.endedAt - row.startedAt)),
          6,
        );
      }),
    ),
    { seed: 7, numRuns: 100 },
  );
});
