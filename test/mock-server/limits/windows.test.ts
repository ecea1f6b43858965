import { describe, expect, it } from 'vitest';
import { FixedWindow } from '../../../mock-server/limits/fixed-window.ts';
import type { Meter } from '../../../mock-server/limits/meter.ts';
import { SlidingCounter } from '../../../mock-server/limits/sliding-counter.ts';
import { SlidingLog } from '../../../mock-server/limits/sliding-log.ts';
import type { LimitPlan } from '../../../src/core/mock-plan.ts';
import { rpm } from '../../helpers/mock-plan.ts';

/** Takes one at each of these times. */
function taken<M extends Meter>(meter: M, ...times: readonly number[]): M {
  for (const time of times) meter.take(1, time);
  return meter;
}

const TEN = rpm(10);

describe('a fixed window of 10 a minute', () => {
  const fixed = (changes: Partial<LimitPlan> = {}) => new FixedWindow({ ...TEN, ...changes }, 0);

  it('begins with its first request and gives everything back at its end', () => {
    const meter = taken(fixed(), ...new Array(10).fill(5_000));
    expect(meter.wait(1, 5_000)).toBe(60_000);
    expect(meter.wait(1, 64_999)).toBe(1);
    expect(meter.wait(1, 65_000)).toBe(0);
    expect(meter.level(65_000)).toBe(10);
  });

  it('begins the next one with the next request, not with the end of the last', () => {
    const meter = taken(fixed(), ...new Array(10).fill(0), ...new Array(10).fill(90_000));
    expect(meter.wait(1, 100_000)).toBe(50_000);
  });

  it('is full when nothing was used, else at its end', () => {
    expect(fixed().untilFull(0)).toBe(0);
    expect(taken(fixed(), 0).untilFull(20_000)).toBe(40_000);
  });

  it('lets an amount of 0 pass until nothing is left', () => {
    expect(taken(fixed(), ...new Array(9).fill(0)).wait(0, 0)).toBe(0);
    expect(taken(fixed(), ...new Array(10).fill(0)).wait(0, 0)).toBe(60_000);
  });

  it('settles what was taken in a window that is over with it', () => {
    const meter = fixed();
    meter.take(8, 0);
    meter.correct(-5, 0, 30_000);
    expect(meter.level(30_000)).toBe(7);
    meter.correct(-5, 0, 61_000);
    expect(meter.level(61_000)).toBe(10);
  });

  it('starts with what it is told to have left', () => {
    expect(fixed({ startLevel: 0 }).wait(1, 10_000)).toBe(50_000);
  });
});

describe('a sliding log of 10 a minute', () => {
  const log = (changes: Partial<LimitPlan> = {}) => new SlidingLog({ ...TEN, ...changes }, 0);
  const EACH_SECOND = Array.from({ length: 10 }, (_, i) => i * 1_000);

  it('gives each request back a minute after it came', () => {
    const meter = taken(log(), ...EACH_SECOND);
    expect(meter.wait(1, 9_000)).toBe(51_000);
    expect(meter.wait(3, 9_000)).toBe(53_000);
    expect(meter.wait(1, 59_999)).toBe(1);
    expect(meter.wait(1, 60_000)).toBe(0);
    expect(meter.untilFull(9_000)).toBe(60_000);
  });

  it('waits for nothing to be in use when an amount is larger than the limit', () => {
    expect(taken(log(), 0, 5_000).wait(25, 5_000)).toBe(60_000);
  });

  it('corrects what was taken at its own time, and forgets it with that', () => {
    const meter = taken(log(), 0);
    meter.take(6, 1_000);
    meter.take(2, 2_000);
    meter.correct(-4, 1_000, 30_000);
    expect(meter.level(30_000)).toBe(5);
    expect(meter.level(61_000)).toBe(8);
    meter.correct(-2, 1_000, 61_500);
    expect(meter.level(61_500)).toBe(8);
  });

  it('has an entry of 0.123 ms back after exactly a minute, in spite of floats', () => {
    const meter = taken(log(), ...new Array(10).fill(100.123));
    expect(meter.wait(1, 100.123 + 60_000)).toBe(0);
  });

  it('holds no more than 10 in any minute of 100 000 requests that come as soon as they may', () => {
    const meter = log();
    const times: number[] = [];
    let now = 0;
    for (let i = 0; i < 100_000; i++) {
      now += meter.wait(1, now);
      meter.take(1, now);
      times.push(now);
    }
    expect(times.every((time, i) => i < 10 || time - (times[i - 10] ?? 0) >= 60_000)).toBe(true);
    expect(now).toBe(9_999 * 60_000);
  });
});

describe('a sliding counter of 10 a minute', () => {
  const counter = () => new SlidingCounter(TEN, 0);

  // 10 of the last minute count as 10 * (1 - f): 5 in its middle.
  it('spreads what the last window held over this one', () => {
    const meter = taken(counter(), ...new Array(10).fill(50_000));
    expect(meter.level(60_000)).toBe(0);
    expect(meter.level(90_000)).toBe(5);
    expect(meter.level(120_000)).toBe(10);
  });

  it.each([
    // Full in its own window: the next one has room for 1 when a tenth of it is gone.
    [30_000, 1, 36_000],
    // In the next window, 6 s of fading give 1 back.
    [60_000, 1, 6_000],
    [60_000, 3, 18_000],
    [90_000, 5, 0],
  ])('after 10 at 0, at %d ms, waits for %d: %d ms', (now, n, wait) => {
    expect(taken(counter(), ...new Array(10).fill(0)).wait(n, now)).toBe(wait);
  });

  it('is full two windows after its last request at most', () => {
    const meter = taken(counter(), 10_000);
    expect(meter.untilFull(10_000)).toBe(110_000);
    expect(meter.untilFull(70_000)).toBe(50_000);
    expect(meter.untilFull(120_000)).toBe(0);
  });

  it('corrects this window and the last one, and nothing older', () => {
    const meter = counter();
    meter.take(8, 0);
    meter.correct(-4, 0, 60_000);
    expect(meter.level(60_000)).toBe(6);
    meter.correct(-4, 0, 120_000);
    expect(meter.level(120_000)).toBe(10);
  });
});
