import { describe, expect, it } from 'vitest';
import { curve } from '../../../mock-server/load/curve.ts';
import type { Station } from '../../../mock-server/load/load.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { Milliseconds } from '../../../src/core/units.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

/** Published measurements of 100 calls: 8.2, 1.1, 0.6 and 0.4 s at 1, 10, 20 and 50 in flight. */
const ARTICLE = [
  [1, 82],
  [10, 110],
  [20, 120],
  [50, 180],
] as const;

/** Serves one request of the given demand. @returns when it ends, on the clock's scale */
function served(clock: Clock, station: Station, demand: Milliseconds): Promise<Milliseconds> {
  return new Promise((resolve) => {
    station.start(
      {
        reach() {
          resolve(clock.now());
          return undefined;
        },
      },
      demand,
    );
  });
}

/** Makespan of 100 calls, so many of them in flight at a time. */
function makespan(inFlight: number): Promise<Milliseconds> {
  return onVirtualClock(async (clock) => {
    const { nominal, createStation } = curve.create({ points: ARTICLE, sampling: 'shared' });
    const station = createStation(clock);
    let left = 100;
    const worker = async () => {
      while (left-- > 0) await served(clock, station, nominal);
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    return clock.now();
  });
}

// R(5) = 82 + 28 * 4/9 = 94.4444 and 20 waves; with 30 in flight three waves of R(30) = 140 and one
// of R(10) = 110.
it.each([
  [1, 8_200],
  [5, 1_888.889],
  [10, 1_100],
  [15, 800],
  [20, 600],
  [30, 530],
  [50, 360],
  [100, 280],
])('serves 100 calls, %d in flight, in exactly %d ms', async (inFlight, ms) => {
  expect(await makespan(inFlight)).toBe(ms);
});

describe('points [1, 100], [2, 150]', () => {
  it('ends two requests of 100 ms that come at 0 and 50 at 125 and 175', async () => {
    const ends = await onVirtualClock(async (clock) => {
      const station = curve
        .create({
          points: [
            [1, 100],
            [2, 150],
          ],
          sampling: 'shared',
        })
        .createStation(clock);
      const first = served(clock, station, 100);
      await clock.sleep(50);
      return Promise.all([first, served(clock, station, 100)]);
    });
    expect(ends).toEqual([125, 175]);
  });

  it('speeds the other up at the very instant at which one leaves', async () => {
    const end = await onVirtualClock(async (clock) => {
      const station = curve
        .create({
          points: [
            [1, 100],
            [2, 150],
          ],
          sampling: 'shared',
        })
        .createStation(clock);
      const visit = station.start({ reach: () => undefined }, 100);
      clock.at(30, () => visit.leave());
      return served(clock, station, 100);
    });
    // 30 ms at 2/3 speed do 20 ms of work; the other 80 ms run at full speed.
    expect(end).toBe(110);
  });
});

/** Latencies of 50 requests that come so many milliseconds apart, and the most in service. */
function staggered(sampling: 'shared' | 'arrival', apart: Milliseconds) {
  return onVirtualClock(async (clock) => {
    const { nominal, createStation } = curve.create({ points: ARTICLE, sampling });
    const station = createStation(clock);
    const ends: Promise<Milliseconds>[] = [];
    let inService = 0;
    let peak = 0;
    for (let n = 0; n < 50; n++) {
      peak = Math.max(peak, ++inService);
      const end = served(clock, station, nominal);
      ends.push(end);
      void end.then(() => inService--);
      if (n < 49 && apart > 0) await clock.sleep(apart);
    }
    return { latencies: (await Promise.all(ends)).map((end, n) => end - apart * n), peak };
  });
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value) / values.length;

it('serves 50 requests that come 2 ms apart to the microsecond', async () => {
  const { latencies, peak } = await staggered('shared', 2);
  expect(latencies[0]).toBeCloseTo(138.496, 3);
  expect(latencies[25]).toBeCloseTo(160.614, 3);
  expect(latencies[49]).toBeCloseTo(146.977, 3);
  expect(mean(latencies)).toBeCloseTo(154.709, 3);
  expect(peak).toBe(50);
});

it('takes R(n) of the start, when sampled at arrival, and so serves the same 50 too fast', async () => {
  const { latencies, peak } = await staggered('arrival', 2);
  expect(latencies[0]).toBe(82);
  expect(latencies[25]).toBeCloseTo(132, 3);
  expect(latencies[49]).toBeCloseTo(172, 3);
  // 132.18 for a server that counts whoever leaves at the very instant of an arrival.
  expect(mean(latencies)).toBeCloseTo(132.14, 3);
  expect(peak).toBe(46);
});

it('serves a burst of 50 in 180 ms each when shared, in 132.9 ms on average at arrival', async () => {
  expect(mean((await staggered('shared', 0)).latencies)).toBe(180);
  expect(mean((await staggered('arrival', 0)).latencies)).toBeCloseTo(132.9, 3);
});

it('reaches milestones of one request in order, at their stretched offsets', async () => {
  const times = await onVirtualClock(
    (clock) =>
      new Promise<Milliseconds[]>((resolve) => {
        const station = curve
          .create({ points: [[1, 100]], sampling: 'shared' })
          .createStation(clock);
        const reached: Milliseconds[] = [];
        const reach = () => {
          reached.push(clock.now());
          if (reached.length < 3) return 40 * reached.length + 20;
          resolve(reached);
          return undefined;
        };
        station.start({ reach }, 20);
      }),
  );
  expect(times).toEqual([20, 60, 100]);
});

it('does not continue a falling last slope', async () => {
  const end = await onVirtualClock((clock) => {
    const station = curve
      .create({
        points: [
          [1, 100],
          [2, 50],
        ],
        sampling: 'shared',
      })
      .createStation(clock);
    return Promise.all(Array.from({ length: 10 }, () => served(clock, station, 100)));
  });
  expect(end).toEqual(new Array(10).fill(50));
});
