import { expect, it } from 'vitest';
import { identicalSchedules, sameSchedule } from '../../src/analyze/identical.ts';
import { aStrategy } from '../helpers/a-run.ts';

const logged = (name: string, ...fingerprints: readonly string[]) =>
  aStrategy({ name, fingerprints, makespans: fingerprints.map(() => 1_000) });

it('groups strategies whose fingerprints are equal in every round', () => {
  const strategies = [logged('a', 'f', 'g'), logged('b', 'x', 'y'), logged('c', 'f', 'g')];
  expect(identicalSchedules(strategies)).toEqual([['a', 'c']]);
});

it.each([
  ['one round differs', logged('a', 'f', 'g'), logged('b', 'f', 'h')],
  ['one has fewer rounds', logged('a', 'f', 'g'), logged('b', 'f')],
  ['the clock was real', aStrategy({ name: 'a' }), aStrategy({ name: 'b' })],
  ['there are no rounds', aStrategy({ makespans: [] }), aStrategy({ makespans: [] })],
])('does not call schedules identical when %s', (_, a, b) => {
  expect(sameSchedule(a, b)).toBe(false);
});
