import { describe, expect, it } from 'vitest';
import { fitLoad } from '../../../src/analyze/calibrate/fit-load.ts';
import { fitSlots } from '../../../src/analyze/calibrate/fit-slots.ts';

/** 100 attempts at each number in service, around `ms(n)` by ± 20 %. */
function served(ms: (n: number) => number, numbers: readonly number[]) {
  return numbers.flatMap((inService) =>
    Array.from({ length: 100 }, (_, i) => ({
      inService,
      ms: ms(inService) * (0.8 + (0.4 * i) / 99),
    })),
  );
}

describe('fitSlots', () => {
  it('finds the slots of a server whose further requests wait', () => {
    const attempts = served((n) => 1_000 * Math.max(1, n / 12), [2, 8, 24]);
    const curve = fitLoad(attempts) ?? [];
    expect(fitSlots(attempts, curve)).toBe(12);
  });

  it('finds none where every request in service slows all', () => {
    const attempts = served((n) => 1_000 * (1 + 0.05 * (n - 1)), [2, 8, 24]);
    expect(fitSlots(attempts, fitLoad(attempts) ?? [])).toBeUndefined();
  });
});
