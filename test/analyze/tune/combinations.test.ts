import { describe, expect, it } from 'vitest';
import { combinationsOf } from '../../../src/analyze/tune/combinations.ts';
import type { Vary } from '../../../src/analyze/tune/vary.ts';
import { parseVary } from '../../../src/analyze/tune/vary.ts';
import { createRng } from '../../../src/core/rng.ts';

const varies = (...texts: readonly string[]) =>
  texts.map(parseVary).filter((vary): vary is Vary => vary !== undefined);
const rng = createRng(1);

describe('combinationsOf', () => {
  it('tries all of a grid where there is room for it', () => {
    expect(combinationsOf(varies('pool.size=2,20', 'retry.maxRetries=0,4'), 4, rng)).toEqual([
      { 'pool.size': 2, 'retry.maxRetries': 0 },
      { 'pool.size': 2, 'retry.maxRetries': 4 },
      { 'pool.size': 20, 'retry.maxRetries': 0 },
      { 'pool.size': 20, 'retry.maxRetries': 4 },
    ]);
  });

  it('walks a range at equal ratios, both ends included', () => {
    const sizes = combinationsOf(varies('pool.size=1..255'), 10, rng).map(
      (each) => each['pool.size'],
    );
    expect(sizes).toEqual([1, 3, 7, 15, 31, 63, 127, 255]);
    expect(combinationsOf(varies('pool.size=1..3'), 10, rng)).toHaveLength(3);
  });

  it('draws where a grid has too many, the same ones for the same seed', () => {
    const wide = varies('pool.size=1..200', 'retry.maxRetries=0..9', 'retry.base=100,500,1000');
    const drawn = combinationsOf(wide, 50, rng);
    expect(drawn).toHaveLength(50);
    expect(drawn).toEqual(combinationsOf(wide, 50, createRng(1)));
    for (const each of drawn) {
      expect(each['pool.size']).toBeGreaterThanOrEqual(1);
      expect(each['pool.size']).toBeLessThanOrEqual(200);
      expect([100, 500, 1_000]).toContain(each['retry.base']);
    }
  });
});
