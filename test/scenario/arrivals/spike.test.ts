import { describe, expect, it } from 'vitest';
import { schedule } from '../../helpers/schedule.ts';

describe('spike', () => {
  const options = { perSecond: 10, peak: 100, at: 1_000, over: 500, duration: 2_000 };

  it('is 10/s for 1 s, 100/s for 0.5 s, and 10/s again: 10 + 50 + 5 items', () => {
    const due = schedule('spike', options, 1_000);
    expect(due.filter((time) => time < 1_000)).toHaveLength(10);
    expect(due.filter((time) => time >= 1_000 && time < 1_500)).toHaveLength(50);
    expect(due.filter((time) => time >= 1_500)).toHaveLength(5);
    expect(due[11]).toBeCloseTo(1_010, 9);
    expect(due.at(-1)).toBeCloseTo(1_900, 9);
  });

  it('may be a pause: a peak of 0', () => {
    const due = schedule('spike', { ...options, peak: 0 }, 1_000);
    expect(due.filter((time) => time >= 1_000 && time < 1_500)).toEqual([]);
    expect(due[10]).toBe(1_500);
  });

  it('goes on for ever without a duration', () => {
    const { duration: _, ...endless } = options;
    expect(schedule('spike', endless, 5_000)).toHaveLength(5_000);
  });
});
