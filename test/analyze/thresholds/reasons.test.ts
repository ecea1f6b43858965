import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/analyze/judge.ts';
import { thresholdFindings } from '../../../src/analyze/thresholds/reasons.ts';
import type { ThresholdResult, ThresholdVerdict } from '../../../src/core/threshold.ts';
import type { Notice } from '../../../src/core/verdict.ts';
import { aRun, aStrategy } from '../../helpers/a-run.ts';

function aRow(verdict: ThresholdVerdict, rest: Partial<ThresholdResult> = {}): ThresholdResult {
  return {
    key: 'latency',
    expr: 'p95 < 800ms',
    strategy: 'one',
    verdict,
    severity: 'error',
    marginal: false,
    low_n: false,
    ...rest,
  };
}

const threw: Notice = { code: 'strategy-threw', message: 'strategy "b" stopped with an error: no' };

/** Status and codes of a run with these rows. */
function judged(rows: readonly ThresholdResult[], warnings: readonly Notice[] = []) {
  const { verdict: _, ...run } = aRun([aStrategy()], { thresholds: rows, warnings });
  const { status, reasons } = judge(run);
  return [status, ...reasons.map(({ code }) => code)];
}

describe('the verdict of a run', () => {
  it.each<[ThresholdVerdict, string]>([
    ['pass', 'pass'],
    ['skipped', 'pass'],
    ['inconclusive', 'inconclusive'],
    ['fail', 'failed'],
    ['regressed', 'regressed'],
    ['no-data', 'invalid'],
    ['error', 'error'],
  ])('with a threshold that is %s: %s', (verdict, status) => {
    expect(judged([aRow('pass'), aRow(verdict)])[0]).toBe(status);
  });

  it.each<ThresholdVerdict>(['fail', 'no-data', 'regressed'])(
    'is not changed by a warning that is %s',
    (verdict) => {
      expect(judged([aRow(verdict, { severity: 'warn' })])).toEqual(['pass']);
    },
  );

  it.each<[ThresholdVerdict, ThresholdVerdict, string, string[]]>([
    ['error', 'no-data', 'error', ['assert-threw', 'threshold-no-data']],
    ['no-data', 'regressed', 'invalid', ['threshold-no-data', 'threshold-regressed']],
    ['regressed', 'fail', 'regressed', ['threshold-regressed', 'threshold-failed']],
    ['fail', 'inconclusive', 'failed', ['threshold-failed', 'threshold-inconclusive']],
    ['inconclusive', 'pass', 'inconclusive', ['threshold-inconclusive']],
  ])('with %s and %s is the more severe of the two', (worse, better, status, codes) => {
    expect(judged([aRow(better), aRow(worse)])).toEqual([status, ...codes]);
  });

  it('is invalid, and not failed, when a threshold failed in a run that is no result', () => {
    expect(judged([aRow('fail')], [threw])).toEqual([
      'invalid',
      'strategy-threw',
      'threshold-failed',
    ]);
  });

  it('is failed, and not partial, when a threshold ended the run', () => {
    const thresholds = [aRow('fail', { aborted: true })];
    const { verdict: _, ...run } = aRun([aStrategy({ complete: false })], { thresholds });
    const { status, reasons } = judge(run);
    expect(status).toBe('failed');
    expect(reasons).toEqual([
      { code: 'aborted', message: 'aborted: latency p95 < 800ms (one) failed' },
    ]);
  });
});

describe('thresholdFindings', () => {
  it('names three thresholds and counts the others', () => {
    const failed = ['a', 'b', 'c', 'd', 'e'].map((strategy) => aRow('fail', { strategy }));
    const [finding] = thresholdFindings([...failed, aRow('pass')]);
    expect(finding?.notice.message).toBe(
      '5 of 6 thresholds failed: latency p95 < 800ms (a), latency p95 < 800ms (b), latency p95 < 800ms (c) and 2 more',
    );
  });

  it('names as many as a headline has room for, and one in any case', () => {
    const long = (name: string) => aRow('no-data', { key: 'inter_token_latency', strategy: name });
    const [two] = thresholdFindings([long('a'.repeat(20)), long('b'.repeat(20)), long('c')]);
    expect(two?.notice.message).toBe(
      `3 of 3 thresholds without data: inter_token_latency p95 < 800ms (${'a'.repeat(20)}), inter_token_latency p95 < 800ms (${'b'.repeat(20)}) and 1 more`,
    );
    const [one] = thresholdFindings([long('d'.repeat(200)), long('e')]);
    expect(one?.notice.message).toMatch(/: inter_token_latency p95 < 800ms \(d{200}\) and 1 more$/);
  });

  it('does not name a strategy twice', () => {
    const row = aRow('fail', { key: 'latency{strategy=one}' });
    const [plain] = thresholdFindings([row]);
    expect(plain?.notice.message).toBe(
      '1 of 1 threshold failed: latency{strategy=one} p95 < 800ms',
    );
    const [why] = thresholdFindings([{ ...row, message: '6 of 100 never answered' }]);
    expect(why?.notice.message).toBe(
      '1 of 1 threshold failed: latency{strategy=one} p95 < 800ms (6 of 100 never answered)',
    );
  });

  it('says why a figure is infinite', () => {
    const [finding] = thresholdFindings([aRow('fail', { message: '6 of 100 never answered' })]);
    expect(finding?.notice.message).toBe(
      '1 of 1 threshold failed: latency p95 < 800ms (one, 6 of 100 never answered)',
    );
  });

  it('quotes the error of an assertion that broke', () => {
    const { strategy: _, ...row } = aRow('error', { key: 'assert', expr: 'assert' });
    const [finding] = thresholdFindings([{ ...row, message: 'TypeError: no' }]);
    expect(finding).toMatchObject({
      status: 'error',
      notice: { code: 'assert-threw', message: 'assert stopped with an error: TypeError: no' },
    });
  });
});
