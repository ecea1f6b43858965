import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { pacing } from '../../src/dispatch/strategies/pacing.ts';
import { AttemptsInFlight } from '../../src/runner/attempts-in-flight.ts';
import { DeadlineWatch } from '../../src/runner/deadline-watch.ts';
import { LiveAttempt } from '../../src/runner/live-attempt.ts';
import { anItem, attemptsOf, runOn } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/** Items sent a second apart, each with its own service time. */
function sentEachSecond(services: readonly number[], total: number) {
  return onVirtualClock(async (clock) => {
    const run = await runOn(clock, {
      strategy: pacing.create({ rpm: 60, size: 100, retries: 'fifo' }),
      work: services.length,
      timeouts: { total },
      service: (item) => services[item] ?? 0,
    });
    const ends = attemptsOf(run)
      .map(({ sent_us, ended_us, outcome }) => [sent_us / 1e6, ended_us / 1e6, outcome])
      .sort();
    return { ends, events: clock.stats.events, left: clock.stats.leftoverTimers };
  });
}

describe('the deadlines of several attempts', () => {
  it('are kept by each to the microsecond, whoever was in time before', async () => {
    const { ends, left } = await sentEachSecond([500, 9_000, 4_999, 5_000, 9_000], 5_000);
    expect(ends).toEqual([
      [0, 0.5, 'ok'],
      [1, 6, 'timeout'],
      [2, 6.999, 'ok'],
      [3, 8, 'ok'],
      [4, 9, 'timeout'],
    ]);
    expect(left).toBe(0);
  });

  it('look at the clock once in the length of a deadline, not once an attempt', async () => {
    const { events } = await sentEachSecond(new Array(1_000).fill(1_500), 100_000);
    // 1000 starts and ends, the first deadline, and one look in each 98.5 s or more after it.
    expect(events).toBeGreaterThan(2_000);
    expect(events).toBeLessThanOrEqual(2_011);
  });
});

it('ends all that are late at one instant, and no other', async () => {
  const outcomes = await onVirtualClock(async (clock) => {
    const run = await runOn(clock, {
      strategy: gather.create({}),
      work: 6,
      timeouts: { total: 1_000 },
      service: (item) => (item % 2 === 0 ? 999 : 5_000),
    });
    return attemptsOf(run).map(({ outcome, ended_us }) => [outcome, ended_us]);
  });
  expect(outcomes.filter(([outcome]) => outcome === 'timeout')).toEqual(
    new Array(3).fill(['timeout', 1_000_000]),
  );
  expect(outcomes.filter(([outcome]) => outcome === 'ok')).toEqual(
    new Array(3).fill(['ok', 999_000]),
  );
});

/** Like the timers of the real clock: none fires within a millisecond. */
function withSlowTimers(clock: Clock): Clock {
  return {
    kind: 'virtual',
    now: () => clock.now(),
    wall: () => clock.wall(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    at: (time, run, rank = 2) =>
      clock.at(rank === 2 ? Math.max(time, clock.now() + 1) : time, run, rank),
    hold: () => clock.hold(),
  };
}

it('ends 100 that are late within 10 ms in 10 ms, although timers are 1 ms apart', async () => {
  const ends = await onVirtualClock(async (clock) => {
    const run = await runOn(withSlowTimers(clock), {
      strategy: gather.create({}),
      work: 100,
      timeouts: { idle: 1_000, total: 60_000 },
      service: () => Number.POSITIVE_INFINITY,
      stages: (item) => ({ headers: item / 10 }),
    });
    return attemptsOf(run).map(({ ended_us }) => ended_us);
  });
  // The last head comes at 9.9 ms. One a timer, they would end at 1000 to 1099 ms.
  expect(Math.max(...ends)).toBeLessThanOrEqual(1_010_900);
  expect(Math.min(...ends)).toBeGreaterThanOrEqual(1_000_000);
});

it('counts silence after the head also where no other deadline is set', async () => {
  const [attempt] = attemptsOf(
    await onVirtualClock((clock) =>
      runOn(clock, {
        strategy: gather.create({}),
        work: 1,
        timeouts: { idle: 1_000 },
        service: () => 9_000,
        stages: () => ({ headers: 5_000 }),
      }),
    ),
  );
  expect(attempt).toMatchObject({ outcome: 'timeout', stage: 'idle', ended_us: 6_000_000 });
});

it('looks at each attempt a few times where all miss their deadlines, not once for every one before it', async () => {
  let looks = 0;
  const timeouts = {
    connect: 1_000,
    get total() {
      looks++;
      return 10_000;
    },
  };
  const outcomes = await onVirtualClock(async (clock) => {
    const run = await runOn(clock, {
      strategy: pacing.create({ rpm: 6_000, size: 2_000, retries: 'fifo' }),
      work: 2_000,
      timeouts,
      service: () => Number.POSITIVE_INFINITY,
    });
    return attemptsOf(run).map(({ sent_us, ended_us, outcome }) => [outcome, ended_us - sent_us]);
  });
  expect(outcomes).toEqual(new Array(2_000).fill(['timeout', 10_000_000]));
  // 1000 are in flight at a time, each for 10 of the shortest deadlines: 20 looks at each, and not 1000.
  expect(looks).toBeLessThan(2_000 * 20);
});

it('leaves no timer where all that is in flight is the own code of the user, which has deadlines of its own', async () => {
  const left = await onVirtualClock(async (clock) => {
    const now = () => clock.now() * 1_000;
    const inFlight = new AttemptsInFlight();
    const setting = { clock, origin: 0, now, timeouts: { total: 60_000 }, streaming: false };
    const deadlines = new DeadlineWatch(setting, inFlight);
    const [own, called] = [0, 1].map(
      (item) => new LiveAttempt(anItem(item), 0, 0, { now, deadlines, idles: false }),
    ) as [LiveAttempt, LiveAttempt];
    inFlight.add(own);
    inFlight.add(called);
    deadlines.watch(called);
    await clock.sleep(400);
    inFlight.remove(called);
    deadlines.leave(called);
    return () => clock.stats.leftoverTimers;
  });
  expect(left()).toBe(0);
});
