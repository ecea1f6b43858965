import { expect, it } from 'vitest';
import { Tally } from '../../../mock-server/core/tally.ts';

it.each([
  ['the first number', 0],
  ['the last of a block', 65_535],
  ['the first of the next block', 65_536],
  ['a number far above those before it', 9_000_000],
  ['the last that blocks hold', 16_777_215],
  ['the first beyond them', 16_777_216],
  ['the greatest of 32 bits', 4_294_967_295],
])('counts %s apart from the next', (_, number) => {
  const tally = new Tally();
  expect([tally.count(number), tally.count(number), tally.count(number)]).toEqual([0, 1, 2]);
  expect([tally.count(number + 1), tally.count(number)]).toEqual([0, 3]);
});
