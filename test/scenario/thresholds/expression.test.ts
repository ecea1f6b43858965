import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../../src/core/metric.ts';
import { parseExpression } from '../../../src/scenario/thresholds/expression.ts';

const SHARE = { aggregate: 'rate' };

describe('parseExpression', () => {
  it.each<[MetricName, string, object]>([
    [
      'latency',
      'p95 < 800ms',
      { expr: 'p95 < 800ms', aggregate: 'percentile', percentile: 95, op: '<', limit: 800 },
    ],
    ['latency', 'p99.9<=3s', { expr: 'p99.9 <= 3s', percentile: 99.9, op: '<=', limit: 3_000 }],
    ['latency', 'median > 10us', { expr: 'p50 > 10us', percentile: 50, op: '>', limit: 0.01 }],
    ['latency', 'min >= 1.5 min', { expr: 'min >= 1.5min', aggregate: 'min', limit: 90_000 }],
    ['latency', 'mean < 1h', { aggregate: 'mean', limit: 3_600_000 }],
    ['latency', 'max < 2s', { aggregate: 'max', limit: 2_000 }],
    ['latency', 'stddev < 2s', { aggregate: 'stddev', limit: 2_000 }],
    [
      'latency',
      'p95 <= baseline+10%',
      { expr: 'p95 <= baseline + 10%', op: '<=', baseline: { tolerance: 0.1 } },
    ],
    ['latency', 'p95 < baseline', { expr: 'p95 < baseline', baseline: { tolerance: 0 } }],
    ['errors', 'rate < 1%', { expr: 'rate < 1%', ...SHARE, limit: 0.01 }],
    ['errors', 'rate < 0.01', { expr: 'rate < 0.01', ...SHARE, limit: 0.01 }],
    ['errors', 'rate == 100%', { ...SHARE, op: '==', limit: 1 }],
    ['dropped', 'count != 3', { aggregate: 'count', op: '!=', limit: 3 }],
    ['throughput', 'perSec > 1.5', { aggregate: 'perSec', limit: 1.5 }],
    ['throughput', 'perMin > 90', { aggregate: 'perMin', limit: 90 }],
    ['makespan', 'value < 12s', { aggregate: 'value', limit: 12_000 }],
    ['amplification', 'value <= 150%', { aggregate: 'value', limit: 1.5 }],
    ['cost', 'value < .55', { aggregate: 'value', limit: 0.55 }],
    ['wasted_tokens', 'value == 0', { aggregate: 'value', limit: 0 }],
  ])('reads %s %s', (metric, text, expected) => {
    expect(parseExpression(text, metric)).toMatchObject(expected);
  });

  it.each<[MetricName, unknown, string, string]>([
    [
      'latency',
      'p95',
      'expected an aggregation, an operator and a limit, got "p95".',
      'write "p95 < 800ms".',
    ],
    ['errors', 7, 'expected an aggregation, an operator and a limit, got 7.', 'write "rate < 1%".'],
    [
      'latency',
      'p95th < 1s',
      'unknown aggregation "p95th" of latency.',
      'known: min, mean, max, stddev, median, p50, p90, p95, p99.',
    ],
    [
      'latency',
      'maen < 1s',
      'unknown aggregation "maen" of latency.',
      'known: min, mean, max, stddev, median, p50, p90, p95, p99.',
    ],
    [
      'latency',
      'p101 < 1s',
      'expected a percentile above 0 and up to 100, got "p101".',
      'write "p95 < 800ms".',
    ],
    [
      'latency',
      'p-5 < 1s',
      'expected a percentile above 0 and up to 100, got "p-5".',
      'write "p95 < 800ms".',
    ],
    [
      'latency',
      'p0 < 1s',
      'expected a percentile above 0 and up to 100, got "p0".',
      'write "p95 < 800ms".',
    ],
    ['latency', 'p95 =< 1s', 'unknown operator "=<".', 'known: <, <=, >, >=, ==, !=.'],
    [
      'latency',
      'p95 == 1s',
      '"==" asks a measured duration to be exact to the microsecond.',
      'write < or <=, > or >=.',
    ],
    [
      'latency',
      'p95 < 800',
      'expected a duration with a unit, got "800".',
      'write "800ms" or "800s"; known units: us, ms, s, min, h.',
    ],
    [
      'latency',
      'p95 < 2d',
      'expected a duration with a unit, got "2d".',
      'write "800ms" or "800s"; known units: us, ms, s, min, h.',
    ],
    [
      'latency',
      'p95 < 5%',
      'expected a duration with a unit, got "5%".',
      'write "800ms" or "800s"; known units: us, ms, s, min, h.',
    ],
    [
      'latency',
      'p95 < baseline - 10%',
      'expected baseline, or baseline and what it may be exceeded by, got "baseline - 10%".',
      'write "p95 <= baseline + 10%".',
    ],
    [
      'latency',
      'mean < baseline',
      'only a percentile can be held below a baseline, and latency is asked for otherwise.',
      'write "p95 <= baseline + 10%" for a distribution such as latency.',
    ],
    [
      'errors',
      'rate < baseline',
      'only a percentile can be held below a baseline, and errors is asked for otherwise.',
      'write "p95 <= baseline + 10%" for a distribution such as latency.',
    ],
    [
      'errors',
      'rat < 1%',
      'unknown aggregation "rat" of errors; did you mean "rate"?',
      'known: rate.',
    ],
    [
      'errors',
      'rate < 5ms',
      'expected a share, as per cent or from 0 to 1, got "5ms".',
      'write "rate < 1%".',
    ],
    ['errors', 'rate < 5', 'expected a share up to 100 %, got "5", which is 500 %.', 'write "5%".'],
    [
      'errors',
      'rate < 101%',
      'expected a share up to 100 %, got "101%", which is 101 %.',
      'write "100%" or less.',
    ],
    ['dropped', 'count < 1.5', 'expected a whole number, got "1.5".', 'write "count == 0".'],
    ['dropped', 'count < 10%', 'expected a whole number, got "10%".', 'write "count == 0".'],
    ['dropped', 'rate < 1%', 'unknown aggregation "rate" of dropped.', 'known: count.'],
    [
      'throughput',
      'perHour > 1',
      'unknown aggregation "perHour" of throughput.',
      'known: perSec, perMin.',
    ],
    ['throughput', 'perSec > 1/s', 'expected a number, got "1/s".', 'write "perSec > 10".'],
    [
      'makespan',
      'value < 12',
      'expected a duration with a unit, got "12".',
      'write "12ms" or "12s"; known units: us, ms, s, min, h.',
    ],
    ['amplification', 'value < 2s', 'expected a number, got "2s".', 'write "value < 1.5".'],
    ['cost', 'value < 1%', 'expected a number, got "1%".', 'write "value < 1.5".'],
  ])('refuses %s %s', (metric, text, message, hint) => {
    expect(parseExpression(text, metric)).toEqual({ message, hint });
  });
});
