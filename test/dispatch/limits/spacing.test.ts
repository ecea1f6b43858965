import { describe, expect, it } from 'vitest';
import { createSpacing } from '../../../src/dispatch/limits/spacing.ts';

describe('createSpacing', () => {
  it('lets the first start through, and the next 2 s later at 30 a minute', () => {
    const limiter = createSpacing(30);
    expect(limiter.wait(700)).toBe(0);
    limiter.start(700);
    expect(limiter.wait(700)).toBe(2_000);
    expect(limiter.wait(2_699)).toBe(1);
    expect(limiter.wait(2_700)).toBe(0);
  });

  it('does not save up idle time: after a minute of rest there is one start, not 30', () => {
    const limiter = createSpacing(30);
    limiter.start(0);
    expect(limiter.wait(60_000)).toBe(0);
    limiter.start(60_000);
    expect(limiter.wait(60_000)).toBe(2_000);
  });

  it('counts from the start itself: a late one is not caught up', () => {
    const limiter = createSpacing(30);
    limiter.start(0);
    limiter.start(2_500);
    expect(limiter.wait(4_000)).toBe(500);
  });
});
