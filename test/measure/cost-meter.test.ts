import { describe, expect, it } from 'vitest';
import type { AttemptEntry, Bin } from '../../src/core/ledger.ts';
import type { PricePlan } from '../../src/core/price.ts';
import { CostMeter } from '../../src/measure/cost-meter.ts';

const PRICE: PricePlan = {
  date: '2026-10-24',
  inputUsd: 1,
  outputUsd: 5,
  cacheWriteUsd: 1.25,
  cacheReadUsd: 0.1,
  batchFactor: 0.5,
};

/** 500 tokens in and 256 out: 0.00178 dollars. */
const TOLD = { input_tokens: 500, output_tokens: 256 };

function anAttempt(facts: Partial<AttemptEntry>): AttemptEntry {
  const times = { attempt: 0, asked_us: 0, sent_us: 0, ended_us: 1 };
  return { ...times, bytes_in: 0, outcome: 'ok', ...facts };
}

/** Cost of items, each with these attempts. */
function costOf(...items: readonly (readonly [Bin, ...Partial<AttemptEntry>[]])[]) {
  const meter = new CostMeter(PRICE);
  for (const [bin, ...facts] of items) {
    const attempts = facts.map(anAttempt);
    for (const attempt of attempts) meter.attempt(attempt);
    const entry = { item: 0, round: 0, intended_us: 0, due_us: 0, bin, attempts };
    meter.settled(entry);
  }
  return meter.toFields(items.filter(([bin]) => bin === 'completed').length).cost;
}

describe('the cost of a strategy', () => {
  it('is 0.178 dollars for 100 answers of 256 tokens to 500', () => {
    const items = Array.from({ length: 100 }, () => ['completed', TOLD] as const);
    expect(costOf(...items)).toEqual({
      usd: 0.178,
      wasted_usd: 0,
      per_thousand_ok_usd: 1.78,
      prices_date: '2026-10-24',
    });
  });

  it.each<[string, readonly [Bin, ...Partial<AttemptEntry>[]], number]>([
    [
      'a truncated answer that is asked for again',
      ['completed', { ...TOLD, outcome: 'truncated' }, TOLD],
      0.001_78,
    ],
    [
      'an answer that is not as expected',
      ['failed', { ...TOLD, outcome: 'invalid-output' }],
      0.001_78,
    ],
    [
      'a stream that was aborted after its head',
      ['failed', { input_tokens: 500, outcome: 'cancelled' }],
      0.000_5,
    ],
    [
      'a copy that lost',
      ['completed', { ...TOLD, hedge: 'lost' }, { ...TOLD, hedge: 'won' }],
      0.001_78,
    ],
    [
      'an answer to an item that failed in the end',
      ['failed', TOLD, { outcome: 'server-error', status: 500 }],
      0.001_78,
    ],
  ])('names as wasted %s', (_, item, wasted) => {
    expect(costOf(item)?.wasted_usd).toBe(wasted);
  });

  it('tells how many attempts may be billed and told no tokens; refusals are not', () => {
    const refused = { outcome: 'rate-limited', status: 429 } as const;
    const late = { outcome: 'timeout', stage: 'total' } as const;
    expect(costOf(['completed', refused, late, TOLD])).toMatchObject({
      usd: 0.001_78,
      untold_attempts: 1,
    });
  });

  it('is per thousand answers absent without an answer', () => {
    expect(costOf(['failed', { ...TOLD, outcome: 'truncated' }])).not.toHaveProperty(
      'per_thousand_ok_usd',
    );
  });

  it('is absent, not 0, where no reply told its tokens', () => {
    expect(costOf(['completed', { status: 200 }])).toBeUndefined();
  });
});
