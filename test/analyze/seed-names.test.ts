import { expect, it } from 'vitest';
import { nameSeeds } from '../../src/analyze/seed-names.ts';

it.each([
  [[7], 'seed 7'],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], '10 seeds 1–10'],
  [[1, 2], '2 seeds 1, 2'],
  [[1, 5, 9], '3 seeds 1, 5, 9'],
])('names %j', (seeds, words) => {
  expect(nameSeeds(seeds)).toBe(words);
});
