import { describe, expect, it } from 'vitest';
import { isClear } from '../../../src/analyze/tune/judge-probe.ts';
import type { TuningConstraint } from '../../../src/core/tuning.ts';

const CONSTRAINTS: readonly TuningConstraint[] = [
  { expr: 'call p95 < 4s', metric: 'call', allowed: 0.05, limit_ms: 4_000 },
  { expr: 'errors rate < 2%', metric: 'errors', allowed: 0.02 },
];
const clear = (items: number, late: number, failed: number, keptFrom = 0) =>
  isClear({ items, failed, late: [late], attempts: items, rateLimited: 0 }, CONSTRAINTS, keptFrom);

describe('isClear', () => {
  it.each([
    // Three standard errors: 50 ± 21 of 1000 may be late, 20 ± 13 may fail.
    [1_000, 20, 5, true],
    [1_000, 40, 5, false],
    [1_000, 20, 15, false],
    [1_000, 60, 5, false],
    [1_000, 80, 5, true],
    [1_000, 20, 40, true],
    [0, 0, 0, false],
  ])('of %i items, %i late and %i failed: %s', (items, late, failed, expected) => {
    expect(clear(items, late, failed)).toBe(expected);
  });

  it('takes nothing for kept before so many items, but may see that it breaks', () => {
    expect(clear(1_000, 20, 5, 1_667)).toBe(false);
    expect(clear(2_000, 40, 10, 1_667)).toBe(true);
    expect(clear(1_000, 80, 5, 1_667)).toBe(true);
  });
});
