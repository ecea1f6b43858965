import { expect, it } from 'vitest';
import { gradient2Law } from '../../../../src/dispatch/limits/laws/gradient2.ts';
import { drop, limitsOf, ok, trace } from '../../../helpers/law-trace.ts';

const rule = { initial: 20, min: 1, max: 40, smoothing: 0.5, queue: 4, tolerance: 1.5 };

it('follows the ratio of the long-term round trip to the last one', () => {
  const steps = [
    [ok(100, 20), 22],
    [ok(100, 22), 24],
    [ok(100, 24), 26],
    [ok(100, 12), 26],
    // The mean is 200 now: g = 1.5 · 200 / 600 = 0.5, half of the way to 17.
    [ok(600, 26), 21.5],
    [ok(200, 22), 23.5],
    [ok(200, 24), 25.5],
    [ok(200, 26), 27.5],
    [ok(200, 28), 29.5],
    [ok(200, 30), 31.5],
    [ok(200, 32), 33.5],
    [ok(200, 34), 35.5],
    [ok(200, 36), 37.5],
    [ok(200, 38), 39.5],
    [ok(200, 40), 40],
    [ok(200, 19), 40],
    // A drop is a sample like any other.
    [{ ...ok(200, 40), dropped: true }, 40],
    [ok(99, 40), 40],
    [ok(2_000, 40), 32],
    [ok(2_000, 32), 26],
  ] as const;
  const samples = steps.map(([sample]) => sample);
  expect(limitsOf(gradient2Law(rule), samples)).toEqual(steps.map(([, limit]) => limit));
  const longs = trace(gradient2Law(rule), samples).map(({ long }) => long);
  expect(longs[4]).toBeCloseTo(200, 9);
  // An average of 2 / 601, shortened by 5 % where it is more than twice the sample.
  expect(longs[17]).toBeCloseTo((200 - (101 * 2) / 601) * 0.95, 9);
});

it('with a drop ratio cuts the limit and leaves the drop out of the average', () => {
  const states = trace(gradient2Law({ ...rule, dropRatio: 0.9 }), [ok(100, 20), drop]);
  expect(states[1]).toMatchObject({ limit: 22 * 0.9, long: 100, samples: 1 });
});
