import { describe, expect, it } from 'vitest';
import { armOf, compareRuns } from '../../../src/analyze/compare/compare-runs.ts';
import { judge } from '../../../src/analyze/judge.ts';
import type { RunResult } from '../../../src/core/run-result.ts';
import { anArm } from '../../helpers/a-comparison.ts';

const A = [100, 102, 98, 101, 99, 103, 97];
const SLOWER = [110, 111, 109, 112, 107, 114, 108];
const NOISY = [118, 95, 121, 92, 112, 90, 115];

/** What is said of a run that was held against a baseline of this noise. */
function judged(makespans: readonly number[], noise: number, overrides: Partial<RunResult> = {}) {
  const arm = armOf(anArm({ makespans: A }), 'main');
  const earlier = { ...arm, measured: { ...arm.measured, noise: { makespan: noise } } };
  const run = anArm({ makespans }, overrides);
  return judge({ ...run, comparison: compareRuns(earlier, armOf(run, 'this run')) });
}

describe('a run that was held against its baseline', () => {
  it.each([
    ['regressed', SLOWER],
    ['inconclusive', NOISY],
    ['pass', A],
  ] as const)('is %s where the machine is quiet', (status, makespans) => {
    expect(judged(makespans, 0.01).status).toBe(status);
  });

  const failing = [
    {
      key: 'latency',
      expr: 'p95 < 1ms',
      strategy: 'pool',
      unit: 'ms',
      n: 60,
      verdict: 'fail',
      severity: 'error',
      marginal: false,
      low_n: false,
    },
  ] as const;

  it('is regressed though a threshold failed, too, and failed though the rest is inconclusive', () => {
    expect(judged(SLOWER, 0.01, { thresholds: failing }).status).toBe('regressed');
    expect(judged(NOISY, 0.01, { thresholds: failing }).status).toBe('failed');
  });

  it('is invalid though it regressed, where it is no result at all', () => {
    const warnings = [{ code: 'strategy-threw', message: 'it threw' }];
    expect(judged(SLOWER, 0.01, { warnings }).status).toBe('invalid');
  });

  it('passes whatever it was where the machine is not: that is only a warning', () => {
    expect(judged(SLOWER, 0.03)).toEqual({ status: 'pass', reasons: [] });
  });
});
