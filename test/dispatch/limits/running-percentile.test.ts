import { describe, expect, it } from 'vitest';
import { RunningPercentile } from '../../../src/dispatch/limits/running-percentile.ts';

describe('the running p95', () => {
  it('is unknown until there are 20 durations, then the 19th of them', () => {
    const durations = new RunningPercentile(1_000, 20);
    for (let ms = 19; ms >= 1; ms--) durations.add(ms * 100);
    expect(durations.p95).toBeUndefined();
    durations.add(2_000);
    expect(durations.p95).toBe(1_900);
  });

  it('forgets the oldest', () => {
    const durations = new RunningPercentile(20, 20);
    for (let i = 0; i < 20; i++) durations.add(9_000);
    for (let i = 0; i < 20; i++) durations.add(10 + i);
    expect(durations.p95).toBe(28);
  });
});
