import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Mock } from '../../../mock-server/core/mock.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import type { Row } from '../../../mock-server/truth/rows.ts';
import type { MockState } from '../../../mock-server/truth/state.ts';
import type { LimitPlan, MockPlan, QueuePlan, RateDimension } from '../../../src/core/mock-plan.ts';
import { aCall, sendCall } from '../../helpers/mock-call.ts';
import { aMockPlan } from '../../helpers/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const WINDOW = 1_000;

const limits = fc.array(
  fc.record({
    dimension: fc.constantFrom<RateDimension>(
      'requests',
      'input_tokens',
      'output_tokens',
      'tokens',
    ),
    algorithm: fc.constantFrom('token-bucket', 'fixed-window', 'sliding-log', 'sliding-counter'),
    limit: fc.integer({ min: 1, max: 60 }),
    window: fc.constant(WINDOW),
    burst: fc.integer({ min: 1, max: 60 }),
    accounting: fc.constantFrom('actual', 'reserve'),
  }),
  { maxLength: 3 },
);

const queue = fc.record(
  {
    slots: fc.integer({ min: 1, max: 5 }),
    discipline: fc.constantFrom<QueuePlan['discipline']>('fifo', 'lifo', 'priority'),
    whenFull: fc.constantFrom<QueuePlan['whenFull']>(429, 503, 529),
    maxWaiting: fc.integer({ min: 0, max: 4 }),
    maxWait: fc.integer({ min: 1, max: 150 }),
  },
  { requiredKeys: ['slots', 'discipline', 'whenFull'] },
);

const loads = fc.constantFrom(
  { kind: 'none', options: {} },
  { kind: 'linear', options: { alpha: 0.5, sampling: 'arrival' } },
  { kind: 'linear', options: { alpha: 0.5, sampling: 'shared' } },
);

const plans = fc.record(
  {
    limits,
    queue,
    load: loads,
    concurrency: fc.record({
      limit: fc.integer({ min: 1, max: 6 }),
      retryAfter: fc.constant(1_000),
    }),
    rejectLatency: fc.constantFrom(0, 15),
    thinkingTokens: fc.integer({ min: 0, max: 3 }),
    tokensPerEvent: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['limits', 'load', 'rejectLatency', 'thinkingTokens', 'tokensPerEvent'] },
);

const calls = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 60 }),
    stream: fc.boolean(),
    priority: fc.integer({ min: 0, max: 2 }),
    inputTokens: fc.integer({ min: 0, max: 20 }),
    maxTokens: fc.integer({ min: 0, max: 8 }),
    abortAfter: fc.option(fc.integer({ min: 0, max: 200 })),
  }),
  { maxLength: 40 },
);

type Sent = typeof calls extends fc.Arbitrary<infer C> ? C : never;

/** Sends calls at random times, aborts some, and waits until all are over. */
async function send(mock: Mock, sent: Sent): Promise<void> {
  for (const [item, { gap, abortAfter, ...call }] of sent.entries()) {
    await mock.clock.sleep(gap);
    const before = mock.state();
    const { abort, heard } = sendCall(mock, aCall({ item, ...call }));
    if (heard.refusal?.reason !== undefined && heard.refusal.reason !== 'queue') {
      // A refusal takes nothing from any limit.
      expect(mock.state().limits).toEqual(before.limits);
    }
    if (abortAfter !== null) mock.clock.at(mock.clock.now() + abortAfter, abort);
  }
  await mock.clock.sleep(60_000);
}

const sum = (rows: readonly Row[], of: (row: Row) => number) =>
  rows.reduce((total, row) => total + (Number.isNaN(of(row)) ? 0 : of(row)), 0);

/** The most that any window, wherever it begins, admitted. */
function mostAdmitted(rows: readonly Row[]): number {
  const times = rows.map(({ admittedAt }) => admittedAt).filter((time) => !Number.isNaN(time));
  return Math.max(
    0,
    ...times.map((from) => times.filter((t) => t >= from && t < from + WINDOW).length),
  );
}

/** Admitted requests that any window may hold. */
function allowed({ algorithm, limit, burst }: LimitPlan): number {
  if (algorithm === 'sliding-log') return limit;
  // A bucket adds its burst; two fixed windows may meet in the middle of another one.
  return algorithm === 'token-bucket' ? limit + burst : 2 * limit;
}

function expectBooks({ state, rows }: { state: MockState; rows: readonly Row[] }, plan: MockPlan) {
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.filter(({ outcome }) => outcome === 'in-flight')).toEqual([]);
  // Nothing ends before it came, and nothing is served before it may be.
  expect(rows.filter(({ arrivedAt, endedAt }) => endedAt < arrivedAt)).toEqual([]);
  expect(rows.filter(({ admittedAt, startedAt }) => startedAt < admittedAt)).toEqual([]);
  expect(state).toMatchObject({ in_flight: 0, in_service: 0, queued: 0, requests: rows.length });
  expect(state.endings.reduce((total, { count }) => total + count, 0)).toBe(rows.length);
  expect(state.peak_in_service).toBeLessThanOrEqual(plan.queue?.slots ?? rows.length);
  expect(state.peak_queued).toBeLessThanOrEqual(plan.queue?.maxWaiting ?? rows.length);
  expect(state.in_flight_integral_ms).toBeCloseTo(
    sum(rows, (row) => row.endedAt - row.arrivedAt),
    6,
  );
  expect(state.in_service_integral_ms).toBeCloseTo(
    sum(rows, (row) => row.endedAt - row.startedAt),
    6,
  );
  for (const limit of plan.limits.filter(({ dimension }) => dimension === 'requests')) {
    expect(mostAdmitted(rows)).toBeLessThanOrEqual(allowed(limit));
  }
}

it('keeps its books: no request lost, no slot leaked, no limit exceeded', async () => {
  await fc.assert(
    fc.asyncProperty(plans, calls, (changes, sent) =>
      onVirtualClock(async (clock) => {
        const plan = aMockPlan(changes as Partial<MockPlan>);
        const mock = createMock(plan, { clock });
        const { limits } = mock.state();
        await send(mock, sent);
        const state = mock.state();
        expectBooks({ state, rows: [...mock.rows()] }, plan);
        expect(state.requests).toBe(sent.length);
        // Nothing that is over still holds a part of a limit.
        expect(state.limits).toEqual(limits);
      }),
    ),
    { seed: 7, numRuns: 200 },
  );
});
