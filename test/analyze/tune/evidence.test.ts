import { describe, expect, it } from 'vitest';
import { bucketNotice, fewestItems, itemsToDry } from '../../../src/analyze/tune/evidence.ts';
import { rpm } from '../../helpers/mock-plan.ts';

describe('fewestItems', () => {
  it('is what the tightest constraint needs', () => {
    const allow = (allowed: number) => ({ expr: '', metric: 'errors', allowed }) as const;
    expect(fewestItems([allow(0.05), allow(0.01)])).toBe(268);
    expect(fewestItems([allow(0.001)])).toBe(2_703);
    expect(fewestItems([])).toBe(0);
  });
});

describe('a bucket', () => {
  it('hides 3 % of overload for burst ÷ 3 % requests', () => {
    expect(itemsToDry(rpm(1_000, 20))).toBe(667);
  });

  it('of 50 at 50 a minute hides it for 2000 s, which is said where probes are shorter', () => {
    const [notice] = bucketNotice(rpm(50, 50), 300);
    expect(notice?.message).toBe(
      'a bucket of 50 hides 3 % overload for 2000 s, 1667 items: probes of 300 cannot see it, and pick too much',
    );
    expect(bucketNotice(rpm(50, 50), 5_000)).toEqual([]);
  });
});
