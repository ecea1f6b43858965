import { describe, expectTypeOf, it } from 'vitest';
import type { AssertContext } from '../../../src/core/assertion.ts';
import type { ExpressionOf, Thresholds } from '../../../src/core/threshold.ts';

describe('the types of thresholds', () => {
  it('accept every production', () => {
    const thresholds: Thresholds = {
      latency: [
        'p95 < 800ms',
        'p99.9 <= 3s',
        'median > 10us',
        'min >= 1ms',
        'mean < 1min',
        'max < 1h',
        'stddev < 2s',
        'p95 <= baseline',
        'p95 < baseline + 10%',
        { expr: 'p99 < 2s', severity: 'warn', onNoData: 'skip' },
        { expr: 'p95 < 5s', abort: { after: '10s' } },
      ],
      'latency{strategy=semaphore-16}': 'p95 < 2s',
      itl: 'p95 < 40ms',
      'itl{strategy=*}': 'median < 40ms',
      errors: ['rate < 1%', 'rate == 0', 'rate != 0.5'],
      dropped: 'count == 0',
      output_tokens: ['perSec > 1000', 'perMin > 60000'],
      makespan: 'value < 12s',
      amplification: ['value < 1.5', 'value < 150%'],
      cost: 'value < 0.55',
    };
    expectTypeOf(thresholds).toExtend<Thresholds>();
  });

  it('refuse typos where they are written', () => {
    const typos: Thresholds[] = [
      // @ts-expect-error no such metric
      { latncy: 'p95 < 800ms' },
      // @ts-expect-error no such metric, with a selector
      { 'latncy{strategy=a}': 'p95 < 800ms' },
      // @ts-expect-error no such aggregation
      { latency: 'p95th < 800ms' },
      // @ts-expect-error no unit
      { latency: 'p95 < 800' },
      // @ts-expect-error a share is no duration
      { errors: 'rate < 5ms' },
      // @ts-expect-error the expression of another kind, behind a selector
      { 'errors{strategy=a}': 'p95 < 800ms' },
      // @ts-expect-error a measured duration is never exact
      { latency: 'p95 == 1s' },
      // @ts-expect-error only percentiles have a baseline
      { latency: 'mean < baseline' },
      // @ts-expect-error no such severity
      { latency: { expr: 'p95 < 1s', severity: 'warning' } },
    ];
    expectTypeOf(typos).toExtend<Thresholds[]>();
    expectTypeOf<'p95 < 800'>().not.toExtend<ExpressionOf<'latency'>>();
    expectTypeOf<'p95 < 800ms'>().toExtend<ExpressionOf<'e2el'>>();
    expectTypeOf<'value < 12'>().not.toExtend<ExpressionOf<'makespan'>>();
  });

  it('give assertions the readings of every metric', () => {
    const assert = ({ by, expect }: AssertContext) => {
      expect(by('a').throughput).toBeAtLeast(5, 'times', by('b').throughput);
      expect(by('a').latency.p95).toBeBelow('800ms');
      expect(by('a').latency.p(99.9)).toBeAtMost(by('b').latency.max);
      expect(by('a').errors).toBeAtMost('1%');
      // @ts-expect-error a distribution is not one number
      expect(by('a').latency).toBeBelow('1s');
      // @ts-expect-error no such metric
      by('a').latncy;
    };
    expectTypeOf(assert).toBeFunction();
  });
});
