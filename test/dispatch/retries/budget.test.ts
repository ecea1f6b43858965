import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/core/outcome.ts';
import { budgets } from '../../../src/dispatch/retries/budget.ts';

const refused: Failure = { kind: 'rate-limited', status: 429, message: 'slow down' };
const broken: Failure = { kind: 'server-error', status: 500, message: 'oops' };

describe('finagle', () => {
  it('pays 100 retries and a fifth of the items of the last 10 s, and again when they are past', () => {
    const budget = budgets.finagle();
    const purses = Array.from({ length: 50 }, (_, i) => budget.open(i));
    const pay = (now: number) => purses[0]?.pay(broken, now);
    const paid = Array.from({ length: 120 }, () => pay(1_000));
    expect(paid.filter(Boolean)).toHaveLength(110);
    expect(paid.slice(109, 111)).toEqual([true, false]);
    // At 10 s the item of 0 ms no longer counts: 100 + 0.2 · 49 are fewer than the 110 that were paid.
    expect(pay(10_000)).toBe(false);
    expect(pay(11_000)).toBe(true);
  });
});

describe('grpc', () => {
  it('has 10 tokens: failures 1 to 4 may be repeated, the fifth leaves 5 and may not', () => {
    const purse = budgets.grpc().open(0);
    expect(Array.from({ length: 6 }, () => purse.pay(broken, 0))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('gains a tenth with each ok: after a fall to 5 the eleventh makes a retry possible', () => {
    const mayRetryAfter = (oks: number) => {
      const purse = budgets.grpc().open(0);
      for (let i = 0; i < 5; i++) purse.pay(broken, 0);
      for (let i = 0; i < oks; i++) purse.ok();
      return purse.pay(broken, 0);
    };
    expect([mayRetryAfter(10), mayRetryAfter(11)]).toEqual([false, true]);
  });

  it('is shared by all items, and never falls below 0 or rises above 10', () => {
    const budget = budgets.grpc();
    for (let i = 0; i < 99; i++) budget.open(0).pay(broken, 0);
    for (let i = 0; i < 60; i++) budget.open(0).ok();
    expect(budget.open(0).pay(broken, 0)).toBe(false);
    for (let i = 0; i < 999; i++) budget.open(0).ok();
    expect(Array.from({ length: 5 }, () => budget.open(0).pay(broken, 0)).at(-1)).toBe(false);
  });
});

describe('aws', () => {
  it.each([
    ['14 for a retry: 35 of them', broken, 35],
    ['5 for one after a 429: 100 of them', refused, 100],
  ])('pays %s', (_, failure, retries) => {
    const budget = budgets.aws();
    const paid = Array.from({ length: 120 }, () => budget.open(0).pay(failure, 0));
    expect(paid.filter(Boolean)).toHaveLength(retries);
  });

  it('gets back from an ok what its own retry took, and 1 where there was none', () => {
    const budget = budgets.aws();
    const purse = budget.open(0);
    for (let i = 0; i < 100; i++) purse.pay(refused, 0);
    expect(purse.pay(refused, 0)).toBe(false);
    purse.ok();
    expect([purse.pay(refused, 0), purse.pay(refused, 0)]).toEqual([true, false]);
    for (let i = 0; i < 4; i++) budget.open(0).ok();
    expect(purse.pay(refused, 0)).toBe(false);
    budget.open(0).ok();
    expect(purse.pay(refused, 0)).toBe(true);
  });
});

it('without a budget everything is paid', () => {
  const purse = budgets.none().open();
  expect(Array.from({ length: 1_000 }, () => purse.pay(broken, 0)).every(Boolean)).toBe(true);
});
