import { describe, expect, it } from 'vitest';
import { HeaderBudget } from '../../../src/dispatch/limits/header-budget.ts';

const one = { requests: 1, 'input-tokens': 10, 'output-tokens': 20, tokens: 30 };
const sixty = (remaining: number) => [{ dimension: 'requests' as const, limit: 60, remaining }];

function learned(remaining: number) {
  const budget = new HeaderBudget({ safety: 1, minRemaining: 0 });
  budget.learn(0, sixty(remaining), budget.start(0, one), 0);
  return budget;
}

describe('HeaderBudget', () => {
  it('knows nothing at first, then what remains', () => {
    const budget = new HeaderBudget({ safety: 1, minRemaining: 0 });
    expect([budget.known, budget.wait(0, one)]).toEqual([false, 0]);
    expect(learned(0).wait(0, one)).toBe(1_000);
    expect(learned(1).wait(0, one)).toBe(0);
  });

  it('adds to an old reply what flowed in, and subtracts what started since', () => {
    const budget = learned(10);
    const mark = budget.start(0, one);
    for (let i = 0; i < 3; i++) budget.start(0, one);
    // At 2 s: the reply of 0 s said 2; 2 flowed in, 3 were taken..
    budget.learn(2_000, sixty(2), mark, 2_000);
    expect(budget.wait(2_000, one)).toBe(0);
    budget.start(2_000, one);
    expect(budget.wait(2_000, one)).toBe(1_000);
  });

  it('is never fuller than it counts itself, whatever a reply says', () => {
    const budget = learned(1);
    const mark = budget.start(0, one);
    budget.learn(0, sixty(60), mark, 0);
    expect(budget.wait(0, one)).toBe(1_000);
  });

  it('sees from the time until it is full that a limit is meant for a day', () => {
    const budget = learned(0);
    const daily = {
      dimension: 'requests' as const,
      limit: 10_000,
      remaining: 0,
      untilFull: 86_400_000,
    };
    budget.learn(0, [daily], new Map(), 0);
    expect(budget.wait(0, one)).toBe(8_640);
  });

  it('does not take a small bucket for a fast one: 50 a minute, 4 of a burst of 5 left', () => {
    const budget = new HeaderBudget({ safety: 1, minRemaining: 0 });
    const small = { dimension: 'requests' as const, limit: 50, remaining: 4, untilFull: 1_200 };
    budget.learn(0, [small], new Map(), 0);
    for (let i = 0; i < 4; i++) budget.start(0, one);
    expect(budget.wait(0, one)).toBe(1_200);
  });

  it('waits for the limit that needs longest: 10 more output tokens at one a second', () => {
    const budget = learned(60);
    budget.learn(0, [{ dimension: 'output-tokens', limit: 60, remaining: 10 }], new Map(), 0);
    expect(budget.wait(0, one)).toBe(10_000);
  });

  it('after a refusal has nothing, and starts nothing before its end', () => {
    const budget = learned(60);
    budget.block(0, 500);
    expect(budget.wait(0, one)).toBe(1_000);
    budget.block(0, 5_000);
    expect(budget.wait(0, one)).toBe(5_000);
  });
});
