import { expect, it } from 'vitest';
import { constant } from '../../../mock-server/latency/constant.ts';

it('draws the same 82.001 ms for every uniform, rounded to the microsecond', () => {
  const { sample } = constant.create({ ms: 82.0012 });
  expect([sample(0), sample(0.999)]).toEqual([82.001, 82.001]);
});
