import { describe, expect, it } from 'vitest';
import type { CompareOptions } from '../../../src/analyze/compare/compare-runs.ts';
import { armOf, compareRuns } from '../../../src/analyze/compare/compare-runs.ts';
import type { RunResult } from '../../../src/core/run-result.ts';
import { comparisonSchema } from '../../../src/schema/comparison.ts';
import type { ArmShape } from '../../helpers/a-comparison.ts';
import { anArm, aRoundedStrategy } from '../../helpers/a-comparison.ts';
import { aDistribution, aRun, aStrategy, aVirtualRun } from '../../helpers/a-run.ts';

const A = [100, 102, 98, 101, 99, 103, 97];
const SLOWER = [110, 111, 109, 112, 107, 114, 108];

function compared(a: RunResult, b: RunResult, options: CompareOptions = {}) {
  return compareRuns(armOf(a, 'a'), armOf(b, 'b'), { design: 'interleaved', ...options });
}

function shaped(a: ArmShape, b: ArmShape, options: CompareOptions = {}) {
  return compared(anArm(a), anArm(b), options);
}

function metricOf(comparison: ReturnType<typeof compared>, name: string) {
  return comparison.metrics.find(({ metric }) => metric === name);
}

describe('compareRuns on the real clock', () => {
  it('calls 10 % more a regression, by makespan and latency p95, and names them', () => {
    const comparison = shaped({ makespans: A }, { makespans: SLOWER });
    expect(comparison).toMatchObject({ verdict: 'regressed', gates: true, design: 'interleaved' });
    expect(comparison.reasons[0]?.message).toBe(
      'makespan of pool regressed: +10.1 % (+9.22 % to +11.1 %)',
    );
    const makespan = metricOf(comparison, 'makespan');
    expect(makespan).toMatchObject({ role: 'gated', verdict: 'regressed', rounds: 7 });
    expect(makespan?.estimate?.effect).toBeCloseTo(1.1014, 4);
    expect(makespan?.estimate?.mde).toBeCloseTo(0.0124, 4);
    expect(metricOf(comparison, 'latency p95')?.verdict).toBe('regressed');
    expect(metricOf(comparison, 'errors')?.verdict).toBe('unchanged');
    expect(() => comparisonSchema.parse(comparison)).not.toThrow();
  });

  it('lets declared metrics decide, and no others', () => {
    const arms = [{ makespans: A }, { makespans: SLOWER }] as const;
    expect(shaped(...arms, { gated: ['errors'] })).toMatchObject({ verdict: 'unchanged' });
    const { verdict, reasons } = shaped(...arms, { gated: ['latency p50'] });
    expect(verdict).toBe('regressed');
    expect(reasons.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^latency p50 of pool regressed: \+10/),
    ]);
    expect(shaped(...arms, { gated: ['ttft p95'] })).toMatchObject({
      verdict: 'invalid',
      reasons: [{ message: 'ttft p95 is to decide, and was not measured' }],
    });
  });

  it('calls the mirror image an improvement', () => {
    expect(shaped({ makespans: SLOWER }, { makespans: A }).verdict).toBe('improved');
  });

  it('calls a run held against itself unchanged', () => {
    const comparison = shaped({ makespans: A }, { makespans: A });
    expect(comparison).toMatchObject({ verdict: 'unchanged', reasons: [], exact: [] });
  });

  it('does not call noise green: it is inconclusive, with the change that would have been found', () => {
    const noisy = [118, 95, 121, 92, 112, 90, 115];
    const { verdict, reasons } = shaped({ makespans: A }, { makespans: noisy });
    expect(verdict).toBe('inconclusive');
    expect(reasons[0]?.message).toBe(
      'makespan of pool is inconclusive: only a change of 17.1 % would have been found',
    );
  });

  it('needs five rounds', () => {
    const { verdict, reasons } = shaped(
      { makespans: [100, 100, 100] },
      { makespans: [150, 150, 150] },
    );
    expect(verdict).toBe('inconclusive');
    expect(reasons[0]?.message).toContain('needs 5 rounds, has 3');
  });

  it('takes a tolerance: 10 % more is within 15 %', () => {
    const { verdict } = shaped({ makespans: A }, { makespans: SLOWER }, { tolerance: 0.15 });
    expect(verdict).toBe('unchanged');
  });

  it('does not test p95 on fewer than 10 values beyond it, and tells the merged effect', () => {
    const comparison = shaped({ makespans: A, items: 199 }, { makespans: SLOWER, items: 199 });
    const p95 = metricOf(comparison, 'latency p95');
    expect(p95).toMatchObject({
      role: 'informational',
      verdict: 'inconclusive',
      reason: 'needs 200 items a round, has 199',
    });
    expect(p95?.merged_effect).toBeDefined();
  });

  it('refuses to compare times where fewer items were answered: errors decide', () => {
    const failed = [60, 62, 61, 60, 63, 60, 61];
    const comparison = shaped({ makespans: SLOWER }, { makespans: A, failed });
    expect(comparison.verdict).toBe('regressed');
    expect(comparison.reasons[0]?.message).toMatch(/^errors of pool regressed: \+30\.5 points/);
    expect(metricOf(comparison, 'makespan')).toMatchObject({
      verdict: 'inconclusive',
      reason: 'incomparable: different work',
    });
  });

  it('refuses to compare times where answers are a tenth shorter', () => {
    const of = (output: number, wasted = 0) => A.map(() => [output, wasted] as const);
    const long = { makespans: SLOWER, tokens: of(1_000) };
    const comparison = shaped(long, { makespans: A, tokens: of(900) });
    expect(metricOf(comparison, 'answer_tokens')).toMatchObject({
      verdict: 'improved',
      role: 'exploratory',
    });
    for (const name of ['makespan', 'throughput', 'latency p95']) {
      expect(metricOf(comparison, name)).toMatchObject({
        verdict: 'inconclusive',
        reason: 'incomparable: different work',
      });
    }
    expect(comparison.verdict).toBe('inconclusive');
    // Copies of requests cost tokens, and are the same work; 4 % less is within the tolerance.
    const hedged = { makespans: A, tokens: of(1_300, 300) };
    expect(shaped(long, hedged).verdict).toBe('improved');
    expect(shaped(long, { makespans: A, tokens: of(960) }).verdict).toBe('improved');
  });

  it('refuses to compare times where one side answers nothing at all, though no request fails', () => {
    const of = (output: number) => A.map(() => [output, 0] as const);
    const comparison = shaped(
      { makespans: SLOWER, tokens: of(1_000) },
      { makespans: A, tokens: of(0) },
    );
    expect(metricOf(comparison, 'makespan')).toMatchObject({
      verdict: 'inconclusive',
      reason: 'incomparable: different work',
    });
    expect(comparison.verdict).not.toBe('improved');
    const silent = shaped({ makespans: SLOWER, tokens: of(0) }, { makespans: A, tokens: of(0) });
    expect(metricOf(silent, 'makespan')?.verdict).toBe('improved');
  });

  it('does not fail for one round whose p95 was never answered: errors decide', () => {
    // 11 of 200 items lost put p95 beyond the answered ones; 9 do not.
    const unlucky = [9, 9, 9, 11, 9, 9, 9];
    const comparison = shaped(
      { makespans: A, failed: A.map(() => 9) },
      { makespans: A, failed: unlucky },
    );
    expect(metricOf(comparison, 'latency p95')).toMatchObject({
      verdict: 'inconclusive',
      reason: 'not answered in some rounds',
    });
    expect(comparison.verdict).not.toBe('regressed');
  });

  it('adjusts for all gated tests after Holm', () => {
    const spread = [113, 98, 112, 110, 121, 107, 111];
    const others = Array.from({ length: 5 }, (_, i) =>
      aRoundedStrategy(`s${i}`, { makespans: A, items: 20 }),
    );
    const arm = (makespans: readonly number[]) =>
      aRun([aRoundedStrategy('pool', { makespans, items: 20 }), ...others]);
    const makespan = metricOf(compared(arm(A), arm(spread)), 'makespan');
    // Makespan and errors of six strategies are twelve tests; at 20 items latency p95 is none.
    const p = makespan?.estimate?.t_p_worse ?? 0;
    expect(p).toBeLessThan(0.05);
    expect(makespan?.adjusted_p).toBeCloseTo(12 * p, 12);
    expect(makespan).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/^one of 12 gated tests: p 0\.\d+$/),
    });
  });

  it('only warns of what was measured on another occasion, unless the machine is known to be quiet', () => {
    const [a, b] = [armOf(anArm({ makespans: A }), 'a'), armOf(anArm({ makespans: SLOWER }), 'b')];
    expect(compareRuns(a, b)).toMatchObject({ gates: false, warnings: [{ code: 'separate' }] });
    const quiet = { ...a, measured: { ...a.measured, noise: { makespan: 0.012 } } };
    expect(compareRuns(quiet, b)).toMatchObject({ gates: true, warnings: [] });
    const loud = { ...a, measured: { ...a.measured, noise: { makespan: 0.021 } } };
    expect(compareRuns(loud, b).gates).toBe(false);
  });

  it('only warns of another machine, and says what is different', () => {
    const own = anArm({ makespans: A }).environment;
    const environment = { ...own, cores: 64, node: '24.99.0', ci: 'gitlab ["docker"]' };
    const elsewhere = armOf(anArm({ makespans: A }, { environment }), 'a');
    const here = armOf(anArm({ makespans: A }), 'b');
    expect(compareRuns(elsewhere, here)).toMatchObject({
      gates: false,
      warnings: [{ code: 'other-machine' }],
      differences: [
        { kind: 'machine', path: 'cores', a: '64', b: '2' },
        { kind: 'machine', path: 'node', a: '"24.99"', b: '"24.21"' },
        { kind: 'machine', path: 'ci', a: '"gitlab [\\"docker\\"]"', b: '"none"' },
      ],
    });
  });

  it('has no verdict where the two have nothing in common', () => {
    const other = aRun([
      aRoundedStrategy('x', { makespans: A }),
      aRoundedStrategy('y', { makespans: A }),
    ]);
    const comparison = compared(anArm({ makespans: A }), other);
    expect(comparison).toMatchObject({ verdict: 'invalid', reasons: [{ code: 'no-data' }] });
  });

  it('pairs two strategies that are alone whatever their names', () => {
    const other = aRun([aRoundedStrategy('new', { makespans: SLOWER })]);
    const comparison = compared(anArm({ makespans: A }), other);
    expect(comparison.metrics[0]?.strategy).toBe('pool → new');
    expect(comparison.verdict).toBe('regressed');
  });
});

describe('compareRuns in virtual time', () => {
  const exact = (metrics: Parameters<typeof aStrategy>[0], fingerprint = 'f') =>
    aVirtualRun([aStrategy({ name: 'pool', fingerprints: [fingerprint], ...metrics })]);

  it('compares everything exactly, on any machine and with one seed', () => {
    const elsewhere = { ...exact({}), environment: { ...exact({}).environment, cpu: 'other' } };
    const comparison = compareRuns(armOf(elsewhere, 'a'), armOf(exact({}), 'b'));
    expect(comparison).toMatchObject({
      verdict: 'unchanged',
      gates: true,
      exact: [],
      warnings: [],
    });
  });

  it('says by how much a single seed regressed', () => {
    const slower = exact({ makespans: [110] }, 'g');
    const { reasons } = compared(exact({ makespans: [100] }), slower);
    expect(reasons.at(-1)?.message).toBe('makespan of pool regressed: +10 % in 1 seed');
  });

  it('names the counters of one more retry, first', () => {
    const comparison = compared(exact({}), exact({ refused: { items: 1, times: 1 } }, 'g'));
    expect(comparison.verdict).toBe('regressed');
    expect(comparison.reasons[0]?.message).toMatch(
      /^strategy "pool" changed: attempts 60 → 61, and \d+ more$/,
    );
  });

  it('names one more token', () => {
    const { metrics } = aStrategy({ name: 'pool' });
    const tokens = { ...metrics.tokens, output: metrics.tokens.output + 1 };
    const comparison = compared(exact({}), exact({ metrics: { tokens } }));
    expect(comparison.exact).toEqual([
      { strategy: 'pool', figure: 'tokens_output', a: 3_840, b: 3_841, expected: false },
    ]);
    expect(comparison.verdict).toBe('regressed');
  });

  it('names a start that was a millisecond later', () => {
    const queue = aDistribution([0, 100, 200]);
    const later = aDistribution([0, 100, 201]);
    const comparison = compared(
      exact({ ...(queue && { metrics: { queue } }) }),
      exact({ ...(later && { metrics: { queue: later } }) }, 'g'),
    );
    expect(comparison.verdict).toBe('regressed');
    expect(comparison.reasons[0]?.message).toBe(
      'strategy "pool" changed: queue sum_ms 300 → 301, and 1 more',
    );
  });

  it('sees an event log that differs where no counter does', () => {
    const comparison = compared(exact({}, 'f'), exact({}, 'g'));
    expect(comparison.exact.map(({ figure }) => figure)).toEqual(['fingerprint']);
    expect(comparison.verdict).toBe('regressed');
  });

  it('lets figures change that were said to, and the times that follow from them', () => {
    const more = exact({ refused: { items: 1, times: 1 } }, 'g');
    const { exact: changes, verdict } = compared(exact({}), more, {
      expectChanges: ['attempts*', '* count'],
    });
    expect(changes.length).toBeGreaterThan(3);
    expect(changes.filter(({ expected }) => !expected)).toEqual([]);
    expect(verdict).not.toBe('invalid');
  });

  it('shows what differs between two scenarios, and does not call that a change of behaviour', () => {
    const other = aVirtualRun([aStrategy({ name: 'pool', slots: 11, options: { size: 11 } })]);
    const comparison = compared(exact({ options: { size: 10 } }), other);
    expect(comparison.differences).toEqual([
      { kind: 'scenario', path: 'strategies.pool.options.size', a: '10', b: '11' },
    ]);
    expect(comparison.exact.every(({ expected }) => expected)).toBe(true);
  });
});
