import { describe, expect, it } from 'vitest';
import { parseShare, readConstraints } from '../../../src/analyze/tune/constraints.ts';

describe('readConstraints', () => {
  it('turns a quantile into the share of items that may be late', () => {
    const texts = { slo: ['latency p95 < 4s', 'call p99.9 <= 12 s', 'latency median < 900ms'] };
    expect(readConstraints(texts)).toEqual({
      constraints: [
        { expr: 'call p95 < 4s', metric: 'call', allowed: 0.05, limit_ms: 4_000 },
        { expr: 'call p99.9 < 12 s', metric: 'call', allowed: 0.001, limit_ms: 12_000 },
        { expr: 'call p50 < 900ms', metric: 'call', allowed: 0.5, limit_ms: 900 },
      ],
      mistakes: [],
    });
  });

  it('takes shares with and without a per cent sign', () => {
    const { constraints } = readConstraints({ maxErrors: '1%', maxRateLimited: '0.02' });
    expect(constraints).toEqual([
      { expr: 'errors rate < 1%', metric: 'errors', allowed: 0.01 },
      { expr: 'rate_limited rate < 2%', metric: 'rate_limited', allowed: 0.02 },
    ]);
  });

  it('tells of all mistakes at once', () => {
    const texts = {
      slo: ['latency p95 < 4', 'ttft p95 < 4s', 'latency p0 < 4s', 'p95'],
      maxErrors: '0',
      maxRateLimited: '120%',
    };
    const { constraints, mistakes } = readConstraints(texts);
    expect(constraints).toEqual([]);
    expect(mistakes.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      '--slo: expected a bound with a unit, got "latency p95 < 4".',
      '--slo: expected a quantile of latency and its bound, got "ttft p95 < 4s".',
      '--slo: expected a quantile of latency and its bound, got "latency p0 < 4s".',
      '--slo: expected a quantile of latency and its bound, got "p95".',
      '--max-errors: expected a share, got "0".',
      '--max-rate-limited: expected a share, got "120%".',
    ]);
  });
});

describe('parseShare', () => {
  it.each([
    ['1%', 0.01],
    ['0.5 %', 0.005],
    ['.25', 0.25],
    ['0', 0],
    ['2', undefined],
    ['one', undefined],
    ['', undefined],
    ['-1%', undefined],
  ])('reads %j as %s', (text, share) => {
    expect(parseShare(text)).toBe(share);
  });
});
