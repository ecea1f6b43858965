import type { Reading, StrategyReadings, TrendReadings } from '../../core/assertion.ts';
import type { MetricName } from '../../core/metric.ts';
import { METRICS } from '../../core/metric.ts';
import type { ThresholdRule } from '../../core/threshold.ts';
import type { Measured } from './measure.ts';
import { isTrend, scalarOf, trendOf } from './measure.ts';
import type { Trend } from './trend.ts';
import { readTrend } from './trend.ts';

/** Every metric of a strategy, read when it is looked at. */
export function readingsOf(strategy: string, measured: Measured): StrategyReadings {
  const readings = {};
  for (const metric of Object.keys(METRICS) as MetricName[]) {
    Object.defineProperty(readings, metric, {
      enumerable: true,
      get: () =>
        isTrend(metric)
          ? trendReadings(metric, strategy, trendOf(metric, measured.metrics))
          : scalarReading(metric, strategy, measured),
    });
  }
  return readings as StrategyReadings;
}

function scalarReading(
  metric: Parameters<typeof scalarOf>[0],
  strategy: string,
  measured: Measured,
): Reading {
  const { value } = scalarOf(metric, measured);
  return { name: `${metric} of ${strategy}`, unit: METRICS[metric].unit, value };
}

function trendReadings(metric: MetricName, strategy: string, trend: Trend): TrendReadings {
  const read = (label: string, asked: Pick<ThresholdRule, 'aggregate' | 'percentile'>): Reading => {
    const figure = readTrend(trend, asked);
    // What is known only from below is no figure to reckon with.
    const value = figure?.atLeast ? undefined : figure?.value;
    return { name: `${metric} ${label} of ${strategy}`, unit: 'ms', value };
  };
  const percentile = (p: number) => read(`p${p}`, { aggregate: 'percentile', percentile: p });
  return {
    get min() {
      return read('min', { aggregate: 'min' });
    },
    get mean() {
      return read('mean', { aggregate: 'mean' });
    },
    get max() {
      return read('max', { aggregate: 'max' });
    },
    get stddev() {
      return read('stddev', { aggregate: 'stddev' });
    },
    get p50() {
      return percentile(50);
    },
    get p90() {
      return percentile(90);
    },
    get p95() {
      return percentile(95);
    },
    get p99() {
      return percentile(99);
    },
    p(p) {
      if (p > 0 && p <= 100) return percentile(p);
      throw new RangeError(`expected a percentile above 0 and up to 100, got ${p}`);
    },
  };
}
