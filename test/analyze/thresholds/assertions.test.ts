import { AssertionError } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { runAssertions } from '../../../src/analyze/thresholds/assertions.ts';
import type { AssertContext } from '../../../src/core/assertion.ts';
import { aStrategy } from '../../helpers/a-run.ts';

const run = {
  strategies: [
    aStrategy({
      name: 'slow',
      kind: 'sequential',
      makespans: [10_000],
      metrics: { throughput_per_s: 6 },
    }),
    aStrategy({ name: 'fast', makespans: [2_000], metrics: { throughput_per_s: 30 } }),
    aStrategy({ name: 'lossy', failed: 30 }),
  ],
};

const rowsOf = (assert: (context: AssertContext) => unknown) => runAssertions(assert, run);

describe('runAssertions', () => {
  it('holds a reading against a multiple of another', async () => {
    const rows = await rowsOf(({ by, expect: that }) => {
      that(by('fast').throughput).toBeAtLeast(5, 'times', by('slow').throughput);
      that(by('fast').throughput).toBeAbove(5, 'times', by('slow').throughput);
    });
    expect(rows).toEqual([
      {
        key: 'assert',
        expr: 'throughput of fast >= 5 × throughput of slow',
        unit: 'per_s',
        actual: 30,
        limit: 30,
        margin: 0,
        verdict: 'pass',
        severity: 'error',
        marginal: false,
        low_n: false,
      },
      expect.objectContaining({
        expr: 'throughput of fast > 5 × throughput of slow',
        verdict: 'fail',
      }),
    ]);
  });

  it('reads durations, shares, numbers and other readings as limits', async () => {
    const rows = await rowsOf(({ by, expect: that }) => {
      that(by('fast').makespan).toBeAtMost('2s');
      that(by('fast').makespan).toBeBelow(2_000);
      that(by('lossy').errors).toBeAtMost('50%');
      that(by('fast').makespan).toBeBelow(by('slow').makespan);
      that(by('fast').speedup).toBeAtLeast(5);
    });
    expect(rows.map(({ verdict, limit }) => [verdict, limit])).toEqual([
      ['pass', 2_000],
      ['fail', 2_000],
      ['pass', 0.5],
      ['pass', 10_000],
      ['pass', 5],
    ]);
  });

  it('takes items without an answer as infinitely late, and what was not measured as no data', async () => {
    const rows = await rowsOf(({ by, expect: that }) => {
      that(by('lossy').latency.p95).toBeBelow('1h');
      that(by('lossy').ttft.p95).toBeBelow('1h');
    });
    expect(rows.map(({ expr, verdict }) => [expr, verdict])).toEqual([
      ['latency p95 of lossy < 1h', 'fail'],
      ['ttft p95 of lossy < 1h', 'no-data'],
    ]);
  });

  it('keeps what was said before an assertion error of another library, which is a failed row', async () => {
    const rows = await rowsOf(async ({ by, expect: that }) => {
      that(by('fast').throughput).toBeAbove(1);
      await Promise.resolve();
      throw new AssertionError({ message: 'too many\nof them' });
    });
    expect(rows.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
    expect(rows[1]).toMatchObject({ expr: 'too many', message: 'too many\nof them' });
  });

  it.each<[string, (context: AssertContext) => unknown, string]>([
    [
      'an unknown strategy',
      ({ by }) => by('fats'),
      'RangeError: by(): no strategy is named "fats"; there are: slow, fast, lossy',
    ],
    [
      'a limit in the wrong unit',
      ({ by, expect: that }) => that(by('fast').makespan).toBeBelow('5%'),
      'TypeError: expect(): expected "800ms" or milliseconds, got "5%"',
    ],
    [
      'a percentile that cannot be',
      ({ by }) => by('fast').latency.p(101),
      'RangeError: expected a percentile above 0 and up to 100, got 101',
    ],
    [
      'its own mistake',
      () => {
        throw new Error('oops');
      },
      'Error: oops',
    ],
  ])('says that it broke: %s', async (_, assert, message) => {
    expect(await rowsOf(assert)).toEqual([expect.objectContaining({ verdict: 'error', message })]);
  });
});
