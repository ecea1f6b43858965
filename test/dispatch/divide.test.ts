import { describe, expect, it } from 'vitest';
import { divide } from '../../src/dispatch/divide.ts';

const sizes = (kind: string, size: number, threads: number) =>
  divide({ name: 'x', kind, options: { size } }, threads).map(({ options }) => options.size);

describe('divide', () => {
  it.each([
    ['semaphore', 10, 4, [3, 3, 2, 2]],
    ['workers', 8, 2, [4, 4]],
    // Nobody gets nothing.
    ['semaphore', 2, 4, [1, 1]],
    // Its spacing is one state, and no number of anything.
    ['waves', 10, 4, [10]],
    ['sequential', 1, 4, [1]],
  ])('deals %s of %d out to %d threads', (kind, size, threads, expected) => {
    expect(sizes(kind, size, threads)).toEqual(expected);
  });

  it('lets every thread have its own share of an unbounded fan-out, unless the first failure ends all', () => {
    const all = { name: 'x', kind: 'gather', options: {} };
    expect(divide(all, 3)).toHaveLength(3);
    expect(divide({ ...all, options: { settle: 'first-error' } }, 3)).toHaveLength(1);
  });
});
