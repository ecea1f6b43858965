import { describe, expect, it } from 'vitest';
import { kneeOf } from '../../src/analyze/knee.ts';

const curve = (of: (x: number) => number, xs = [2, 4, 8, 16, 24, 32, 38, 48, 64, 96]) =>
  xs.map((x) => ({ x, y: of(x) }));

describe('kneeOf', () => {
  it('finds the size at which a limit begins to bite', () => {
    expect(kneeOf(curve((x) => Math.min(x, 38)))).toBe(38);
  });

  it.each([
    ['a straight line', curve((x) => x)],
    ['a flat curve', curve(() => 7)],
    ['two points', curve((x) => x, [1, 2])],
    ['no point', []],
  ])('finds none on %s', (_, points) => {
    expect(kneeOf(points)).toBeUndefined();
  });
});
