import { describe, expect, it } from 'vitest';
import { importRuns } from '../../../src/analyze/imports/index.ts';
import { renderAiperf } from '../../../src/render/aiperf.ts';
import { renderVllm } from '../../../src/render/vllm.ts';
import { aRun, aStrategy } from '../../helpers/a-run.ts';

const text = (value: unknown) => JSON.stringify(value);

describe('what other tools wrote', () => {
  it('AIPerf: records with units of their own, seconds become milliseconds', () => {
    const record = { unit: 'ms', avg: 200, min: 150, max: 400, p50: 190, p99: 390, count: 10 };
    const runs = importRuns(
      text({
        schema_version: '1.5',
        run_info: { run_label: 'c10' },
        request_latency: record,
        time_to_first_token: { unit: 'ms', avg: 50 },
        request_throughput: { unit: 'requests/sec', avg: 5 },
        request_count: { avg: 10 },
        benchmark_duration: { unit: 'sec', avg: 2 },
      }),
    );
    expect(runs).toEqual([
      {
        tool: 'AIPerf',
        label: 'c10',
        completed: 10,
        duration: 2_000,
        throughput_per_s: 5,
        metrics: {
          service: { mean: 200, min: 150, max: 400, percentiles: { 50: 190, 99: 390 } },
          ttft: { mean: 50, percentiles: {} },
        },
      },
    ]);
  });

  it('vLLM: one object a line, and its itl is our inter-chunk latency', () => {
    const line = {
      endpoint_type: 'openai-chat',
      label: 'a',
      request_throughput: 5,
      duration: 20,
      completed: 100,
      failed: 0,
      mean_itl_ms: 12,
      median_itl_ms: 10,
      p99_itl_ms: 40,
      mean_tpot_ms: 11,
    };
    const runs = importRuns(`${text(line)}\n${text({ ...line, label: 'b' })}\n`);
    expect(runs?.map(({ label }) => label)).toEqual(['a', 'b']);
    expect(runs?.[0]).toMatchObject({
      tool: 'vLLM',
      duration: 20_000,
      metrics: {
        inter_chunk_latency: { mean: 12, percentiles: { 50: 10, 99: 40 } },
        inter_token_latency: { mean: 11, percentiles: {} },
      },
    });
  });

  it('SGLang: e2e_latency', () => {
    const runs = importRuns(
      text({ tag: 'x', mean_e2e_latency_ms: 900, median_e2e_latency_ms: 850, completed: 7 }),
    );
    expect(runs?.[0]).toMatchObject({
      tool: 'SGLang',
      completed: 7,
      metrics: { service: { mean: 900, percentiles: { 50: 850 } } },
    });
  });

  it('GuideLLM: seconds for requests, milliseconds for tokens, one run a benchmark', () => {
    const benchmark = (type_: string) => ({
      config: { strategy: { type_ } },
      duration: 30,
      metrics: {
        request_totals: { successful: 90, errored: 2, incomplete: 1, total: 93 },
        request_latency: {
          successful: { mean: 2.5, min: 1, max: 9, percentiles: { p50: 2.25, p999: 8.5 } },
        },
        time_to_first_token_ms: { successful: { mean: 80, percentiles: { p50: 75 } } },
        requests_per_second: { successful: { mean: 3 } },
      },
    });
    const runs = importRuns(
      text({
        metadata: { version: 2 },
        benchmarks: [benchmark('synchronous'), benchmark('throughput')],
      }),
    );
    expect(runs?.map(({ label }) => label)).toEqual(['synchronous', 'throughput']);
    expect(runs?.[0]).toMatchObject({
      completed: 90,
      failed: 2,
      duration: 30_000,
      throughput_per_s: 3,
      metrics: {
        service: { mean: 2_500, min: 1_000, max: 9_000, percentiles: { 50: 2_250, 99.9: 8_500 } },
        ttft: { mean: 80, percentiles: { 50: 75 } },
      },
    });
  });

  it('inference-perf: seconds throughout', () => {
    const runs = importRuns(
      text({
        load_summary: {},
        successes: {
          count: 480,
          latency: { request_latency: { mean: 3.25, median: 2.5, p90: 6 } },
          throughput: { requests_per_sec: 1.02 },
        },
        failures: { count: 3 },
      }),
    );
    expect(runs?.[0]).toMatchObject({
      completed: 480,
      failed: 3,
      metrics: { service: { mean: 3_250, percentiles: { 50: 2_500, 90: 6_000 } } },
    });
  });
});

it('reads back what we write for other tools', () => {
  const strategy = aStrategy();
  const result = aRun([strategy]);
  const { service } = strategy.metrics;
  for (const written of [renderAiperf(result, strategy), renderVllm(result)]) {
    const [run] = importRuns(written) ?? [];
    expect(run?.label).toBe('semaphore-10');
    expect(run?.completed).toBe(60);
    expect(run?.metrics.service?.mean).toBe(service?.mean_ms);
    expect(run?.metrics.service?.percentiles[99]).toBe(service?.p99_ms);
  }
});

it.each([
  ['nothing', ''],
  ['no JSON', 'hello'],
  ['JSON of nobody', '{"a":1}'],
  ['half a line', '{"endpoint_type":"x","request_throughput":1}\n{"endpo'],
])('knows %s for what it is', (_, content) => {
  expect(importRuns(content)).toBeUndefined();
});

it('leaves out what is no number, below 0 or infinite', () => {
  const runs = importRuns(
    '{"schema_version":"1.5","request_latency":{"avg":"1","p50":-1,"p99":1e999},"request_count":null}',
  );
  expect(runs).toEqual([{ tool: 'AIPerf', label: 'run', metrics: {} }]);
});
