import { describe, expect, it } from 'vitest';
import { mistakesOf, planOf } from '../scenarios.ts';

describe('thresholds of a scenario', () => {
  it('become rules of the plan, in their order, in long names and our units', async () => {
    const { plan } = await planOf({
      thresholds: {
        'itl{strategy=o*}': 'median < 40ms',
        latency: [
          'p95 < 800ms',
          { expr: 'p99 < 2s', severity: 'warn', onNoData: 'skip' },
          { expr: 'p95 < 5s', abort: { after: '10s' } },
        ],
        errors: { expr: 'rate < 1%', abort: true },
        dropped: { expr: 'count == 0', abort: false },
      },
    });

    const rest = { severity: 'error', onNoData: 'fail' };
    const p95 = { key: 'latency', metric: 'latency', aggregate: 'percentile', percentile: 95 };
    expect(plan.thresholds).toStrictEqual([
      {
        key: 'inter_token_latency{strategy=o*}',
        metric: 'inter_token_latency',
        strategy: 'o*',
        expr: 'p50 < 40ms',
        aggregate: 'percentile',
        percentile: 50,
        op: '<',
        limit: 40,
        ...rest,
      },
      { ...p95, expr: 'p95 < 800ms', op: '<', limit: 800, ...rest },
      {
        ...p95,
        expr: 'p99 < 2s',
        percentile: 99,
        op: '<',
        limit: 2_000,
        severity: 'warn',
        onNoData: 'skip',
      },
      { ...p95, expr: 'p95 < 5s', op: '<', limit: 5_000, ...rest, abort: { after: 10_000 } },
      {
        key: 'errors',
        metric: 'errors',
        expr: 'rate < 1%',
        aggregate: 'rate',
        op: '<',
        limit: 0.01,
        ...rest,
        abort: { after: 0 },
      },
      {
        key: 'dropped',
        metric: 'dropped',
        expr: 'count == 0',
        aggregate: 'count',
        op: '==',
        limit: 0,
        ...rest,
      },
    ]);
  });

  it('leave the plan as it is when there are none', async () => {
    const { plan } = await planOf({ thresholds: { latency: [] } });
    expect(plan).not.toHaveProperty('thresholds');
  });

  it('report all mistakes at once, each at its place', async () => {
    expect(
      await mistakesOf({
        thresholds: {
          latncy: 'p95 < 1s',
          latency: [
            'p95 < 800',
            { expr: 'p95 < 1s', severity: 'warning', foo: 1 },
            { expr: 'p95 < baseline', abort: true },
            { expr: 'p95 < 1s', abort: { afte: '1s' } },
          ],
          'errors{strategy=two}': 'rate < 1%',
          throughput: { expr: 'perSec > 1', abort: true },
          completed: { expr: 'count >= 1', abort: true },
        },
      }),
    ).toEqual([
      'thresholds.latncy: unknown metric "latncy"; did you mean "latency"?',
      expect.stringContaining('  known: latency, call,'),
      'thresholds.latency[0]: expected a duration with a unit, got "800".',
      '  write "800ms" or "800s"; known units: us, ms, s, min, h.',
      'thresholds.latency[1].severity: unknown value "warning".',
      '  known: error, warn.',
      'thresholds.latency[1].foo: unknown option.',
      '  known: expr, severity, onNoData, abort.',
      'thresholds.latency[2].abort: a baseline is compared when the rounds are over.',
      '  leave abort out, or set it on a percentile, errors, or a count with < or ==.',
      `thresholds.latency[3].abort: expected true, false, or { after: '10s' }, got an object.`,
      'thresholds["errors{strategy=two}"]: no strategy matches "two".',
      '  strategies: one.',
      'thresholds.throughput.abort: whether throughput holds is known only when a round is over.',
      '  leave abort out, or set it on a percentile, errors, or a count with < or ==.',
      'thresholds.completed.abort: whether completed holds is known only when a round is over.',
      '  leave abort out, or set it on a percentile, errors, or a count with < or ==.',
    ]);
  });

  it.each([
    ['a list', ['p95 < 1s'], 'a list'],
    ['text', 'latency p95 < 1s', '"latency p95 < 1s"'],
  ])('refuse %s', async (_, thresholds, shown) => {
    expect(await mistakesOf({ thresholds })).toEqual([
      `thresholds: expected limits by metric, got ${shown}.`,
      "  write thresholds: { latency: 'p95 < 800ms', errors: 'rate < 1%' }.",
    ]);
  });
});

describe('assert of a scenario', () => {
  it('stays with the functions of the scenario', async () => {
    const assert = () => {};
    const { code, plan } = await planOf({ assert });
    expect(code.assert).toBe(assert);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('refuses what is no function', async () => {
    expect(await mistakesOf({ assert: { latency: 'p95 < 1s' } })).toEqual([
      'assert: expected a function, got an object.',
      '  write assert: ({ by, expect }) => { … }.',
    ]);
  });
});
