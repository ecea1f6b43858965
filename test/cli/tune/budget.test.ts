import { describe, expect, it } from 'vitest';
import { affordable, itemsToConfirm, unaffordableNotice } from '../../../src/cli/tune/budget.ts';

const same = (width: number) => width;

describe('what is sent to a real server', () => {
  it('is 300 recorded items, and for each value 300 after two for each in flight', () => {
    expect(itemsToConfirm(1, 38)).toBe(300 + 376);
    expect(itemsToConfirm(3, 256)).toBe(300 + 3 * 812);
    expect(itemsToConfirm(20, 256)).toBe(5_000);
  });

  it('ends before 5000 items, with the best values first', () => {
    expect(affordable([38, 36], same)).toHaveLength(2);
    // 4700 are left: 12 × 376 is 4512.
    expect(affordable(Array<number>(20).fill(38), same)).toHaveLength(12);
  });

  it('is said where it is too little for all', () => {
    expect(unaffordableNotice(2, 2)).toEqual([]);
    expect(unaffordableNotice(12, 20)).toMatchObject([
      {
        message:
          'tried 12 of 20 values: a search sends no more than about 5,000 items to a real server',
      },
    ]);
  });
});
