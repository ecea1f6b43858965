import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedWindow } from '../../../src/dispatch/limits/fixed-window.ts';
import { createGcra } from '../../../src/dispatch/limits/gcra.ts';
import type { Limiter } from '../../../src/dispatch/limits/limiter.ts';
import { createSlidingCounter } from '../../../src/dispatch/limits/sliding-counter.ts';
import { createSlidingLog } from '../../../src/dispatch/limits/sliding-log.ts';
import { TokenBucket } from '../../../src/dispatch/limits/token-bucket.ts';
import { grantTimes, mostIn } from '../../helpers/limiter.ts';

const TWO_A_SECOND = { cap: 2, window: 1_000 };

describe('fixed window', () => {
  it('lets 4 starts into 1 ms at an edge, with windows on the clock', () => {
    const requests = [999.5, 999.5, 1_000, 1_000, 1_000];
    expect(grantTimes(createFixedWindow(TWO_A_SECOND, 'clock'), requests)).toEqual([
      999.5, 999.5, 1_000, 1_000, 2_000,
    ]);
  });

  it('opens a window with the first start after the last one has ended', () => {
    const requests = [700, 700, 700, 3_100, 4_000, 4_000];
    expect(grantTimes(createFixedWindow(TWO_A_SECOND, 'first'), requests)).toEqual([
      700, 700, 1_700, 3_100, 4_000, 4_100,
    ]);
  });
});

describe('sliding log', () => {
  it('frees a place exactly one window after the start that took it', () => {
    expect(grantTimes(createSlidingLog(TWO_A_SECOND), [0, 400, 500, 500])).toEqual([
      0, 400, 1_000, 1_400,
    ]);
  });

  it('has no edge at which 4 start together', () => {
    expect(grantTimes(createSlidingLog(TWO_A_SECOND), [999.5, 999.5, 1_000, 1_000])).toEqual([
      999.5, 999.5, 1_999.5, 1_999.5,
    ]);
  });
});

describe('sliding counter', () => {
  // Two starts in [0, 1 s). From 1 s on 2 · (1 − elapsed) < 2 holds one microsecond later; after that
  // 1 + 2 · (1 − elapsed) < 2 holds when half of the window is over.
  it('counts the last window by the share of it that is still in sight', () => {
    expect(grantTimes(createSlidingCounter(TWO_A_SECOND), [0, 0, 0, 0])).toEqual([
      0, 0, 1_000.001, 1_500.001,
    ]);
  });

  it('forgets everything after an idle window', () => {
    expect(grantTimes(createSlidingCounter(TWO_A_SECOND), [0, 0, 2_000, 2_000])).toEqual([
      0, 0, 2_000, 2_000,
    ]);
  });
});

describe('in any window, whatever is asked for', () => {
  const rule = { cap: 7, window: 1_000 };
  const bucketRule = { perMinute: 420, burst: 7 };
  it.each<readonly [string, () => Limiter, number]>([
    ['the sliding log lets at most its cap of 7 start', () => createSlidingLog(rule), 7],
    [
      'a fixed window lets at most twice its cap of 7 start',
      () => createFixedWindow(rule, 'clock'),
      14,
    ],
    ['a window from the first start does, too', () => createFixedWindow(rule, 'first'), 14],
    [
      'the sliding counter lets at most twice its cap of 7 start',
      () => createSlidingCounter(rule),
      14,
    ],
    [
      'a token bucket lets at most burst + rate · w = 14 start',
      () => new TokenBucket(bucketRule, 0),
      14,
    ],
    ['GCRA does, too', () => createGcra(bucketRule), 14],
  ])('%s', (_, create, most) => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 120 });
    fc.assert(
      fc.property(gaps, (microseconds) => {
        let at = 0;
        const requests = microseconds.map((gap) => {
          at += gap < 200_000 ? 0 : gap;
          return at / 1_000;
        });
        expect(mostIn(1_000, grantTimes(create(), requests))).toBeLessThanOrEqual(most);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
