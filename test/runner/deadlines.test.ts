import { describe, expect, it } from 'vitest';
import type { TimeoutPlan } from '../../src/core/plan.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { nextDeadline } from '../../src/runner/deadlines.ts';
import type { FakeStages } from '../helpers/fake-client.ts';
import { attemptsOf, runOn } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** One attempt under deadlines: how it ended, and the clock's figures afterwards. */
function attempt(timeouts: TimeoutPlan, stages: FakeStages, service = NEVER, streaming = true) {
  return onVirtualClock(async (clock) => {
    const run = await runOn(clock, {
      strategy: gather.create({}),
      work: 1,
      timeouts,
      streaming,
      service: () => service,
      stages: () => stages,
    });
    const [entry] = attemptsOf(run);
    return { ended: entry?.ended_us, outcome: entry?.outcome, stage: entry?.stage, clock };
  });
}

const tokensEach900ms = Array.from({ length: 20 }, (_, i) => 1_000 + 900 * i);

describe('an attempt misses its deadline', () => {
  it.each<[string, TimeoutPlan, FakeStages, number, string]>([
    ['connect', { connect: 5_000 }, { connected: NEVER }, 5_000, 'no socket within 5 s'],
    ['headers', { headers: 10_000 }, { connected: 20 }, 10_000, 'no head within 10 s'],
    [
      'first-token',
      { firstToken: 30_000, idle: 6_000 },
      { headers: 100, pings: [5_000, 10_000, 15_000, 20_000, 25_000], tokens: [40_000] },
      30_000,
      'pings only, the first token would come at 40 s',
    ],
    [
      'idle',
      { idle: 15_000, firstToken: 30_000 },
      { headers: 200, tokens: [1_000, 2_000, 3_000, 4_000, 5_000] },
      20_000,
      'silence for 15 s after 5 chunks',
    ],
    ['total', { total: 3_000 }, { headers: 10, tokens: [2_000] }, 3_000, 'a call of 5 s'],
    [
      'idle',
      { idle: 1_000, total: 60_000 },
      { headers: 500 },
      1_500,
      'idle is armed by the head, although total was armed first',
    ],
    [
      'idle',
      { idle: 0.5, total: 60_000 },
      { headers: 0.25, tokens: [0.5] },
      1,
      'fractions of a millisecond',
    ],
    [
      'connect',
      { connect: 400, headers: 400, total: 400 },
      { connected: NEVER },
      400,
      'of equal ones the earliest stage counts',
    ],
  ])('%s', async (stage, timeouts, stages, ms) => {
    const { clock, ...ended } = await attempt(timeouts, stages, 5e6);
    expect(ended).toEqual({ ended: ms * 1_000, outcome: 'timeout', stage });
    expect(clock.stats.leftoverTimers).toBe(0);
  });
});

describe('an attempt is in time', () => {
  it.each<[string, TimeoutPlan, FakeStages, number, boolean]>([
    ['when it ends at the very deadline', { total: 3_000 }, {}, 3_000, true],
    [
      'when each gap is below idle',
      { idle: 1_000 },
      { headers: 100, tokens: tokensEach900ms },
      18_500,
      true,
    ],
    [
      'when the first token comes before its deadline',
      { firstToken: 900 },
      { tokens: [899] },
      5_000,
      true,
    ],
    ['when reasoning is the first token', { firstToken: 900 }, { reasoning: [899] }, 5_000, true],
    ['when it does not stream', { firstToken: 900 }, { headers: 4_999 }, 5_000, false],
    [
      'when the client cannot see its socket',
      { connect: 900 },
      { blind: true, headers: 800 },
      5_000,
      true,
    ],
    ['when there are no deadlines', {}, {}, 1e7, true],
  ])('%s', async (_, timeouts, stages, service, streaming) => {
    const { clock, ...ended } = await attempt(timeouts, stages, service, streaming);
    expect(ended).toEqual({ ended: service * 1_000, outcome: 'ok', stage: undefined });
    expect(clock.stats.leftoverTimers).toBe(0);
  });

  it('and leaves no timer behind among 1000 others', async () => {
    const stats = await onVirtualClock(async (clock) => {
      await runOn(clock, {
        strategy: gather.create({}),
        work: 1_000,
        timeouts: { connect: 5_000, headers: 9_000, firstToken: 9_000, idle: 500, total: 60_000 },
        streaming: true,
        stages: () => ({ connected: 10, headers: 20, tokens: [30, 60] }),
      });
      return clock.stats;
    }).then(({ events, maxHeap }) => ({ events, maxHeap }));
    // Each attempt has 5 steps of the fake (socket, head, 2 tokens, end), and all share one deadline.
    expect(stats.maxHeap).toBe(5_001);
    expect(stats.events).toBe(5_000);
  });
});

describe('nextDeadline', () => {
  const fresh = {
    sent: 1_000,
    socketReady: undefined,
    headersAt: undefined,
    firstToken: undefined,
    lastArrival: undefined,
  };

  it('has none without timeouts', () => {
    expect(nextDeadline({}, true, fresh)).toBeUndefined();
  });

  it('forgets connect at the socket, headers at the head and first-token at the token', () => {
    const timeouts = { connect: 1, headers: 2, firstToken: 3, idle: 4, total: 50 };
    const progress = { ...fresh };
    expect(nextDeadline(timeouts, true, progress)).toEqual({ stage: 'connect', at: 2_000 });
    const ready = { ...progress, socketReady: 1_100 };
    expect(nextDeadline(timeouts, true, ready)).toEqual({ stage: 'headers', at: 3_000 });
    const head = { ...ready, headersAt: 1_200, lastArrival: 1_200 };
    expect(nextDeadline(timeouts, true, head)).toEqual({ stage: 'first-token', at: 4_000 });
    const token = { ...head, firstToken: 1_300, lastArrival: 1_300 };
    expect(nextDeadline(timeouts, true, token)).toEqual({ stage: 'idle', at: 5_300 });
    expect(nextDeadline({ total: 50 }, true, token)).toEqual({ stage: 'total', at: 51_000 });
  });
});
