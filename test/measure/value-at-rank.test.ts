import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { valueAtRank } from '../../src/measure/value-at-rank.ts';

const rng = createRng(1);

describe('the value at a rank is what sorting would put there', () => {
  it.each<[string, (i: number) => number]>([
    ['any order', (i) => rng.uniform('any', i)],
    ['rising', (i) => i],
    ['falling', (i) => -i],
    ['many equal', (i) => Math.floor(3 * rng.uniform('few', i))],
    ['all equal', () => 7],
    ['up and down', (i) => (i % 2 === 0 ? i : -i)],
  ])('%s', (_, at) => {
    for (const length of [1, 2, 3, 10, 101]) {
      const values = Float64Array.from({ length }, (_, i) => at(i));
      const sorted = values.toSorted();
      const found = sorted.map((_, rank) => valueAtRank(values.slice(), rank));
      expect(found).toEqual(sorted);
    }
  });

  it('of 200 000 sorted values, too', () => {
    const values = Float64Array.from({ length: 200_000 }, (_, i) => i);
    expect(valueAtRank(values, 199_000)).toBe(199_000);
  });
});
