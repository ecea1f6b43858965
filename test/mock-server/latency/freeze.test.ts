import { expect, it } from 'vitest';
import { constant } from '../../../mock-server/latency/constant.ts';
import { freeze } from '../../../mock-server/latency/freeze.ts';

const model = freeze.create({ at: 10_000, over: 10_000, dist: constant.create({ ms: 10 }) });

it.each([
  [0, 10],
  [9_990, 10],
  [9_991, 10_019],
  [10_000, 10_010],
  [19_999, 11],
  [20_000, 10],
])(
  'a request of 10 ms that comes at %d ms takes %d ms when all stands still from 10 s to 20 s',
  (at, expected) => {
    expect(model.sample(0.5, at)).toBe(expected);
  },
);
