import { describe, expect, it } from 'vitest';
import { schedule } from '../../helpers/schedule.ts';

const seconds = (due: readonly number[]) => due.map((time) => time / 1_000);

describe('ramp', () => {
  it('makes 50 items of 0 to 10/s in 10 s: number 1 at 1.414 s, number 49 at 9.899 s', () => {
    const due = seconds(schedule('ramp', { from: 0, to: 10, over: 10_000, hold: 0 }, 100));
    expect(due).toHaveLength(50);
    // t = √(2i / a), a = 1/s².
    for (const [i, time] of due.entries()) expect(time).toBeCloseTo(Math.sqrt(2 * i), 9);
    expect(due[49]).toBeCloseTo(9.899, 3);
  });

  it('falls as it rises: 10/s to 0 in 10 s is the mirror image', () => {
    const due = seconds(schedule('ramp', { from: 10, to: 0, over: 10_000, hold: 0 }, 100));
    expect(due).toHaveLength(50);
    // N(t) = 10 t − t²/2 = i.
    for (const [i, time] of due.entries()) expect(10 * time - time ** 2 / 2).toBeCloseTo(i, 9);
  });

  it('holds its end: 0 to 10/s in 10 s, then 10/s for 2 s', () => {
    const due = seconds(schedule('ramp', { from: 0, to: 10, over: 10_000, hold: 2_000 }, 100));
    expect(due).toHaveLength(70);
    expect(due[50]).toBeCloseTo(10, 9);
    expect(due[69]).toBeCloseTo(11.9, 9);
  });

  it('is a constant rate where both ends are equal', () => {
    const due = schedule('ramp', { from: 5, to: 5, over: 1_000, hold: 0 }, 100);
    expect(due).toEqual([0, 200, 400, 600, 800]);
  });
});
