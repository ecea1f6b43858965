import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenCost } from '../../../src/dispatch/limits/dual-bucket.ts';
import { DualBucket } from '../../../src/dispatch/limits/dual-bucket.ts';

/** 60 requests a minute, 3 at once; 600 input and 1,200 output tokens a minute. */
const RULE = { rpm: 60, itpm: 600, otpm: 1_200, burst: 3 };

const bucket = () => new DualBucket(RULE, 0);

describe('a dual bucket', () => {
  it.each([
    ['the requests: one a second', { input: 0, output: 0 }, 1_000],
    ['the input tokens: 30 more at 10 a second', { input: 230, output: 0 }, 3_000],
    ['the output tokens: 100 more at 20 a second', { input: 0, output: 400 }, 5_000],
  ])('after 3 starts of 200 input and 300 output tokens waits longest for %s', (_, cost, wait) => {
    const used = bucket();
    for (let i = 0; i < 3; i++) used.start(0, { input: 400 / 3, output: 300 });
    expect(used.wait(0, cost)).toBe(wait);
  });

  it('takes nothing from any limit while one of them lacks: asking twice changes nothing', () => {
    const used = bucket();
    used.start(0, { input: 600, output: 0 });
    expect(used.wait(0, { input: 10, output: 1_200 })).toBe(1_000);
    expect(used.wait(0, { input: 10, output: 1_200 })).toBe(1_000);
    expect(used.wait(0, { input: 0, output: 1_200 })).toBe(0);
  });

  it('goes below 0 by what an estimate was too low, and then waits for it', () => {
    const used = bucket();
    used.start(0, { input: 0, output: 1_200 });
    used.settle(0, { input: 0, output: 1_200 }, { input: 0, output: 1_300 });
    // From −100 up to 20, at 20 a second.
    expect(used.wait(0, { input: 0, output: 20 })).toBe(6_000);
  });

  it('gives back what was not used, up to a whole minute', () => {
    const used = bucket();
    used.start(0, { input: 600, output: 1_200 });
    used.settle(0, { input: 600, output: 1_200 }, { input: 0, output: 0 });
    used.settle(0, { input: 600, output: 1_200 }, { input: 0, output: 0 });
    expect(used.wait(0, { input: 600, output: 1_200 })).toBe(0);
    used.start(0, { input: 600, output: 1_200 });
    expect(used.wait(0, { input: 1, output: 0 })).toBe(100);
  });

  it('in any window of 10 s lets no limit pass more than its burst and what flows in', () => {
    const asked = fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 4_000 }),
        input: fc.integer({ min: 0, max: 600 }),
        output: fc.integer({ min: 0, max: 1_200 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(asked, (requests) => {
        const starts = grants(requests);
        for (const [first, { at }] of starts.entries()) {
          const within = starts.slice(first).filter((start) => start.at < at + 10_000);
          expect(within.length).toBeLessThanOrEqual(3 + 10);
          expect(sum(within, 'input')).toBeLessThanOrEqual(600 + 100);
          expect(sum(within, 'output')).toBeLessThanOrEqual(1_200 + 200);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

type Request = TokenCost & { readonly gap: number };

/** When each starts, in a FIFO queue. */
function grants(requests: readonly Request[]): (TokenCost & { readonly at: number })[] {
  const limiter = bucket();
  let asked = 0;
  let now = 0;
  return requests.map(({ gap, ...cost }) => {
    asked += gap;
    now = Math.max(now, asked);
    for (let wait = limiter.wait(now, cost); wait > 0; wait = limiter.wait(now, cost)) {
      now = Math.round((now + wait) * 1_000) / 1_000;
    }
    limiter.start(now, cost);
    return { at: now, ...cost };
  });
}

function sum(starts: readonly TokenCost[], of: keyof TokenCost): number {
  return starts.reduce((total, start) => total + start[of], 0);
}
