import { describe, expect, it } from 'vitest';
import { renderOpenMetrics, renderPrometheus } from '../../src/render/openmetrics.ts';
import { aDistribution, aRun, aStrategy } from '../helpers/a-run.ts';

const latency = aDistribution([0.5, 1, 3, 30, 30, 700_000]);
const result = aRun([aStrategy({ name: 'a"b\\', metrics: latency ? { latency } : {} })]);
const lines = renderOpenMetrics(result).split('\n');

describe('OpenMetrics', () => {
  it('counts latencies in cumulative buckets that end with +Inf', () => {
    const buckets = lines
      .filter((line) => line.startsWith('llm_bench_latency_seconds_bucket'))
      .map((line) => [/le="([^"]+)"/.exec(line)?.[1], Number(line.split(' ').at(-1))]);
    expect(buckets.slice(0, 3)).toEqual([
      ['0.001', 2],
      ['0.0025', 2],
      ['0.005', 3],
    ]);
    expect(buckets.find(([le]) => le === '0.05')).toEqual(['0.05', 5]);
    expect(buckets.find(([le]) => le === '1.0')).toEqual(['1.0', 5]);
    expect(buckets.at(-1)).toEqual(['+Inf', 6]);
    expect(lines.find((line) => line.startsWith('llm_bench_latency_seconds_count'))).toMatch(/ 6$/);
  });

  it('ends with its mark, and names a unit that is the end of the name', () => {
    expect(lines.slice(-2)).toEqual(['# EOF', '']);
    for (const line of lines.filter((text) => text.startsWith('# UNIT'))) {
      const [, , name, unit] = line.split(' ');
      expect(name?.endsWith(`_${unit}`)).toBe(true);
    }
  });

  it('escapes labels', () => {
    expect(lines.join('\n')).toContain('strategy="a\\"b\\\\"');
  });

  it('keeps the samples of a family together, each family once', () => {
    const families = lines
      .filter((line) => line.startsWith('# TYPE'))
      .map((line) => line.split(' ')[2]);
    expect(new Set(families).size).toBe(families.length);
  });
});

it('Prometheus text has no end mark and no units, and counters by their full name', () => {
  const text = renderPrometheus(result);
  expect(text).not.toMatch(/# (EOF|UNIT)/);
  expect(text).toContain('# TYPE llm_bench_items_total counter\n');
});
