import { describe, expect, it } from 'vitest';
import { comparePaired } from '../../../src/analyze/paired/compare-paired.ts';

const A = [100, 102, 98, 101, 99, 103, 97];
const INFINITY = Number.POSITIVE_INFINITY;

describe('the paired rule', () => {
  it.each([
    {
      b: [110, 111, 109, 112, 107, 114, 108],
      expected: [1.1014, 1.0922, 1.1107, 0.01145, 1.1021, 0.0078],
      verdict: 'regressed',
      mde: 1.24,
    },
    {
      b: [101, 101, 99, 101, 98, 104, 97],
      expected: [1.0014, 0.9948, 1.008, 0.00896, 1, 0.4063],
      verdict: 'unchanged',
      mde: 0.97,
    },
    {
      b: [118, 95, 121, 92, 112, 90, 115],
      expected: [1.0544, 0.947, 1.174, 0.14628, 1.0438, 0.1797],
      verdict: 'inconclusive',
      mde: 17.1,
    },
    {
      b: [103, 105, 101, 104, 102, 106, 100],
      expected: [1.03, 1.0295, 1.0305, 0.00063, 1.03, 0.0078],
      verdict: 'unchanged',
      mde: 0.07,
    },
    {
      b: [101, 103, 99, 102, 100, 104, 160],
      expected: [1.0833, 0.9454, 1.2413, 0.18541, 1.01, 0.0078],
      verdict: 'inconclusive',
      mde: 22.1,
    },
    { b: A, expected: [1, 1, 1, 0, 1, 1], verdict: 'unchanged', mde: 0 },
  ])('says $verdict of $b', ({ b, expected, verdict, mde }) => {
    const { estimate, ...compared } = comparePaired(A, b);
    expect(compared).toEqual({ verdict, rounds: 7 });
    const { effect, low, high, deviation, hodges_lehmann, p_worse } = estimate ?? {};
    const figures = [effect, low, high, deviation, hodges_lehmann, p_worse];
    for (const [i, figure] of figures.entries()) {
      expect(figure).toBeCloseTo(expected[i] ?? Number.NaN, i === 3 ? 5 : 4);
    }
    expect(100 * (estimate?.mde ?? 0)).toBeCloseTo(mde, mde > 10 ? 1 : 2);
  });

  it('says improved as the mirror image', () => {
    const compared = comparePaired(A, [90, 92, 89, 91, 88, 93, 87]);
    expect(compared.verdict).toBe('improved');
    expect(compared.estimate?.effect).toBeCloseTo(0.9, 4);
    expect(compared.estimate?.low).toBeCloseTo(0.8956, 4);
    expect(compared.estimate?.high).toBeCloseTo(0.9044, 4);
    expect(compared.estimate?.hodges_lehmann).toBeCloseTo(0.9007, 4);
    expect(compared.estimate?.p_better).toBe(1 / 128);
  });

  it('is inconclusive when the tests disagree', () => {
    const compared = comparePaired([100, 100, 100, 100, 100], [118, 119, 121, 120, 99.5]);
    expect(compared).toMatchObject({ verdict: 'inconclusive', reason: 'tests disagree' });
    expect(compared.estimate?.effect).toBeCloseTo(1.152, 4);
    expect(compared.estimate?.low).toBeCloseTo(1.0649, 4);
    expect(compared.estimate?.high).toBeCloseTo(1.2462, 4);
    expect(compared.estimate?.deviation).toBeCloseTo(0.08242, 5);
    expect(compared.estimate?.hodges_lehmann).toBeCloseTo(1.19, 4);
    expect(compared.estimate?.p_worse).toBe(0.0625);
  });

  it('reads a lower throughput as worse', () => {
    const compared = comparePaired(
      A.map((value) => 1 / value),
      [110, 111, 109, 112, 107, 114, 108].map((value) => 1 / value),
      { better: 'larger' },
    );
    expect(compared.verdict).toBe('regressed');
    expect(compared.estimate?.effect).toBeCloseTo(1.1014, 4);
  });

  it('needs five rounds on the real clock', () => {
    const compared = comparePaired([1, 1, 1], [2, 2, 2]);
    expect(compared).toMatchObject({
      verdict: 'inconclusive',
      reason: 'needs 5 rounds, has 3',
      rounds: 3,
    });
  });

  it('has no interval for a single round', () => {
    const compared = comparePaired([1], [2]);
    expect(compared.estimate).toBeUndefined();
    expect(compared.verdict).toBe('inconclusive');
  });

  it('says exactly 10 % of equal ratios', () => {
    const compared = comparePaired(
      A,
      A.map((value) => value * 1.1),
    );
    expect(compared.verdict).toBe('regressed');
    expect(compared.estimate?.low).toBeCloseTo(1.1, 10);
    expect(compared.estimate?.high).toBeCloseTo(1.1, 10);
    expect(compared.estimate?.mde).toBeCloseTo(0, 10);
  });

  it.each([
    ['no data', [], [1], 'invalid'],
    ['a makespan of 0', A, [1, 1, 1, 0, 1, 1, 1], 'invalid'],
    ['not a number', A, A.map(() => Number.NaN), 'invalid'],
    ['never answered in B', A, [...A.slice(1), INFINITY], 'regressed'],
    ['never answered in A', [INFINITY, ...A.slice(1)], A, 'improved'],
    ['never answered in both', [INFINITY, ...A.slice(1)], [...A.slice(1), INFINITY], 'invalid'],
  ])('decides %s without a test', (_, a, b, verdict) => {
    const compared = comparePaired(a, b);
    expect(compared.verdict).toBe(verdict);
    expect(compared.estimate).toBeUndefined();
  });

  describe('of shares', () => {
    const onePerCent = [0.01, 0.01, 0.012, 0.008, 0.01, 0.01, 0.01];
    it.each([
      ['1 % and 1 %', 0, 'unchanged'],
      ['1 % and 3 %', 0.02, 'regressed'],
      ['1 % and 1.5 %', 0.005, 'unchanged'],
    ])('weighs percentage points: %s', (_, more, verdict) => {
      const b = [0.01, 0.012, 0.01, 0.01, 0.009, 0.01, 0.01].map((share) => share + more);
      const compared = comparePaired(onePerCent, b, { scale: 'difference' });
      expect(compared.verdict).toBe(verdict);
      // Σd over 7 rounds: B holds 0.071 and A 0.070, so the mean difference is `more` + 0.001/7.
      expect(compared.estimate?.effect).toBeCloseTo(more + 0.001 / 7, 10);
    });

    it('takes shares of 0 as they are', () => {
      const none = A.map(() => 0);
      expect(comparePaired(none, none, { scale: 'difference' }).verdict).toBe('unchanged');
    });
  });

  it.each([
    [5, 0.69, 1.38, 2.79, 7.11, 11.62],
    [7, 0.54, 1.08, 2.18, 5.53, 9],
    [8, 0.49, 0.99, 1.99, 5.06, 8.21],
    [10, 0.43, 0.86, 1.73, 4.39, 7.11],
    [12, 0.39, 0.77, 1.55, 3.93, 6.36],
  ])('finds with %i rounds the changes of the table', (n, ...detectable) => {
    for (const [i, s] of [0.005, 0.01, 0.02, 0.05, 0.08].entries()) {
      const mde = comparePaired(
        Array.from({ length: n }, () => 1),
        ratiosWithDeviation(n, s),
      ).estimate?.mde;
      expect(100 * (mde ?? 0)).toBeCloseTo(detectable[i] ?? Number.NaN, 2);
    }
  });
});

/** Ratios whose logarithms have exactly this sample deviation. */
function ratiosWithDeviation(n: number, s: number): number[] {
  const raw = Array.from({ length: n }, (_, i) => i - (n - 1) / 2);
  const own = Math.sqrt(raw.reduce((total, x) => total + x * x, 0) / (n - 1));
  return raw.map((x) => Math.exp((x * s) / own));
}
