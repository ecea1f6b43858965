import { describe, expect, it } from 'vitest';
import { checkProfile } from '../../../src/analyze/calibrate/check-profile.ts';
import { aDistribution, aStrategy } from '../../helpers/a-run.ts';

/** A strategy whose 400 attempts took from 1 to 400 times `factor` milliseconds. */
function strategyOf(factor: number, name = 'pool') {
  const service = aDistribution(Array.from({ length: 400 }, (_, i) => (i + 1) * factor));
  return aStrategy({ name, metrics: { ...(service && { service }) } });
}

describe('checkProfile', () => {
  it.each([
    [1, 'near'],
    [1.04, 'near'],
    [1.12, 'off'],
    [0.9, 'off'],
  ])('judges service times that are %s times as long as %s', (factor, verdict) => {
    const checks = checkProfile([strategyOf(1)], [strategyOf(factor)], 0.3);
    expect(checks.slice(0, 2).map((check) => check.verdict)).toEqual([verdict, verdict]);
  });

  it('allows a quantile what its own chance allows', () => {
    // 3 × 2.1132 × 1 ÷ √400 = 32 % for the 95th percentile, 19 % for the median.
    const checks = checkProfile([strategyOf(1)], [strategyOf(1.25)], 1);
    expect(checks.slice(0, 2).map((check) => check.verdict)).toEqual(['off', 'near']);
  });

  it('shows makespans, and compares only what was run again', () => {
    const checks = checkProfile([strategyOf(1), strategyOf(9, 'own')], [strategyOf(1)], 0.3);
    expect(checks.map(({ figure, verdict }) => [figure, verdict])).toEqual([
      ['service p50', 'near'],
      ['service p95', 'near'],
      ['makespan of pool', 'shown'],
    ]);
    expect(checks[0]?.recorded_ms).toBeCloseTo(200, 0);
  });

  it('says nothing where nothing was run again', () => {
    expect(checkProfile([strategyOf(1)], [], 0.3)).toEqual([]);
  });
});
