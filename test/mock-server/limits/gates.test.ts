import { describe, expect, it } from 'vitest';
import { ConcurrencyGate } from '../../../mock-server/limits/concurrency.ts';
import { RampGate } from '../../../mock-server/limits/ramp.ts';
import { SpendGate } from '../../../mock-server/limits/spend.ts';
import type { RampPlan } from '../../../src/core/mock-plan.ts';

const ASK = { inputTokens: 1_000_000, maxTokens: 100 };
const USAGE = { outputTokens: 200_000, producedTokens: 0, admittedAt: 0 };

it('lets 2 requests in at the same time, and a third when one is over', () => {
  const gate = new ConcurrencyGate({ limit: 2, retryAfter: 1_000 });
  gate.pass();
  gate.pass();
  expect(gate.wait()).toBe(1_000);
  gate.settle();
  expect(gate.wait()).toBe(0);
});

// 1 USD for a million input tokens and 5 for a million output tokens: 2 USD a request.
it('lets nothing pass any more once 3 USD are spent', () => {
  const gate = new SpendGate({ limitUsd: 3, requestUsd: 0, inputUsd: 1, outputUsd: 5 });
  gate.pass();
  gate.settle(ASK, USAGE);
  expect(gate.wait()).toBe(0);
  gate.settle(ASK, USAGE);
  expect(gate.wait()).toBe(Number.POSITIVE_INFINITY);
});

describe('a ramp of factor 2 above 10 a minute', () => {
  const ramp = (changes: Partial<RampPlan> = {}) =>
    new RampGate({ counts: 'requests', factor: 2, floor: 10, window: 60_000, ...changes });

  /** Requests that pass at one instant before one is refused. */
  function passing(gate: RampGate, now: number): number {
    let passed = 0;
    for (; gate.wait(ASK, now) === 0; passed++) gate.pass(ASK, now);
    return passed;
  }

  it('lets 10, 20 and 40 requests pass in three minutes, then as few as 10 after a pause', () => {
    const gate = ramp();
    expect([0, 60_000, 120_000, 600_000].map((now) => passing(gate, now))).toEqual([
      10, 20, 40, 10,
    ]);
  });

  it('tells to wait until the oldest request leaves the window', () => {
    const gate = ramp();
    passing(gate, 5_000);
    expect(gate.wait(ASK, 20_000)).toBe(45_000);
  });

  it('counts input tokens, and lets a first request pass whatever its size', () => {
    const gate = ramp({ counts: 'input_tokens', factor: 1.5, floor: 900_000 });
    expect(passing(gate, 0)).toBe(1);
    expect(passing(gate, 60_000)).toBe(1);
  });
});
