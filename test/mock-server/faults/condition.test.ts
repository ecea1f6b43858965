import { describe, expect, it } from 'vitest';
import { Condition } from '../../../mock-server/faults/condition.ts';
import type { FaultCondition } from '../../../src/core/fault-plan.ts';

const OCCASION = { item: 0, model: 'm', time: 0, draw: 0.5 };

/** Which of ten requests, from 1, a condition lets a fault hit. */
function hits(when: FaultCondition, occasion: (nth: number) => object = () => ({})): number[] {
  const condition = new Condition(when);
  const numbers = Array.from({ length: 10 }, (_, i) => i + 1);
  return numbers.filter((nth) => {
    const holds = condition.holds({ ...OCCASION, ...occasion(nth) });
    if (holds) condition.spend();
    return holds;
  });
}

const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe('a condition', () => {
  it.each<[string, FaultCondition, number[]]>([
    ['nothing', {}, ALL],
    ['nth: 3', { nth: 3 }, [3]],
    ['every: 4', { every: 4 }, [4, 8]],
    ['armed: 2', { armed: 2 }, [1, 2]],
    ['every: 2 and armed: 2', { every: 2, armed: 2 }, [2, 4]],
    ['nth: 4 and every: 3', { nth: 4, every: 3 }, []],
    ['rate: 0', { rate: 0 }, []],
    ['rate: 1', { rate: 1 }, ALL],
    ['a rate that the draw does not exceed', { rate: 0.51 }, ALL],
    ['a rate that equals the draw', { rate: 0.5 }, []],
  ])('of %s hits where it should', (_, when, expected) => {
    expect(hits(when)).toEqual(expected);
  });

  it('holds from the beginning of its window to just before the end', () => {
    expect(hits({ window: [20, 50] }, (nth) => ({ time: nth * 10 }))).toEqual([2, 3, 4]);
  });

  it('looks at the item and the model', () => {
    expect(hits({ items: [3, 7] }, (item) => ({ item }))).toEqual([3, 7]);
    const odd = (nth: number) => ({ model: nth % 2 ? 'm' : 'other' });
    expect(hits({ model: 'other' }, odd)).toEqual([2, 4, 6, 8, 10]);
  });

  it('counts only requests that meet items, model and window', () => {
    const odd = (nth: number) => ({ model: nth % 2 ? 'm' : 'other' });
    expect(hits({ model: 'other', nth: 2 }, odd)).toEqual([4]);
    expect(hits({ window: [50, 200], every: 3 }, (nth) => ({ time: nth * 10 }))).toEqual([7, 10]);
  });
});
