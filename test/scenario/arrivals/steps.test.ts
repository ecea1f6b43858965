import { describe, expect, it } from 'vitest';
import { schedule } from '../../helpers/schedule.ts';

describe('steps', () => {
  it('changes the rate at the second: 5/s, a pause, 20/s', () => {
    const stages = [
      { perSecond: 5, over: 1_000 },
      { perSecond: 0, over: 1_000 },
      { perSecond: 20, over: 500 },
    ];
    const expected = [
      0,
      200,
      400,
      600,
      800,
      ...Array.from({ length: 10 }, (_, i) => 2_000 + 50 * i),
    ];
    expect(schedule('steps', { stages }, 100)).toEqual(expected);
  });

  it('carries part of an item over to the next rate', () => {
    // 2.5 items in the first second: the third comes after half an item at 10/s.
    const stages = [
      { perSecond: 2.5, over: 1_000 },
      { perSecond: 10, over: 1_000 },
    ];
    const due = schedule('steps', { stages }, 4);
    for (const [i, time] of [0, 400, 800, 1_050].entries()) expect(due[i]).toBeCloseTo(time, 9);
  });
});
