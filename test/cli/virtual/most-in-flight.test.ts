import { expect, it } from 'vitest';
import { mostInFlight } from '../../../src/cli/virtual/most-in-flight.ts';

const workers = { name: 'w', kind: 'workers', options: { size: 10 } };
const gather = { name: 'g', kind: 'gather', options: {} };

it.each([
  ['the widest strategy', [workers, { ...workers, options: { size: 400 } }], undefined, 400],
  ['the items, when they are fewer', [workers], 7, 7],
  ['the items, when a strategy starts all at once', [workers, gather], 44, 44],
  ['nothing, when nobody knows how many there are', [gather], undefined, Number.POSITIVE_INFINITY],
])('is bounded by %s', (_, strategies, items, most) => {
  expect(mostInFlight({ strategies }, items)).toBe(most);
});
