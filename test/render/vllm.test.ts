import { expect, it } from 'vitest';
import { renderVllm } from '../../src/render/vllm.ts';
import { renderVllmConsole } from '../../src/render/vllm-console.ts';
import { aDistribution, aRun, aStrategy } from '../helpers/a-run.ts';

/** 100 streams of 200 ms to the first token, 10 at a time, in 20 s. */
const ttft = aDistribution(Array.from({ length: 100 }, () => 200));
const result = aRun([
  aStrategy({
    items: 100,
    options: { size: 10 },
    metrics: {
      makespan_ms: 20_000,
      throughput_per_s: 5,
      tokens: { input: 12_800, output: 12_800 },
      ...(ttft && { ttft }),
    },
  }),
]);

it('prints the block that people paste into issues, to the column', () => {
  const lines = renderVllmConsole(result).split('\n');
  expect(lines.slice(0, 9)).toEqual([
    '============ Serving Benchmark Result ============',
    'Successful requests:                     100       ',
    'Failed requests:                         0         ',
    'Maximum request concurrency:             10        ',
    'Benchmark duration (s):                  20.00     ',
    'Total input tokens:                      12800     ',
    'Total generated tokens:                  12800     ',
    'Request throughput (req/s):              5.00      ',
    'Output token throughput (tok/s):         640.00    ',
  ]);
  const at = lines.indexOf('---------------Time to First Token----------------');
  expect(lines.slice(at + 1, at + 4)).toEqual([
    'Mean TTFT (ms):                          200.00    ',
    'Median TTFT (ms):                        200.00    ',
    'P99 TTFT (ms):                           200.00    ',
  ]);
});

it('writes their keys, and leaves out what was not measured', () => {
  const [line = ''] = renderVllm(result).split('\n');
  const flat = JSON.parse(line);
  expect(flat).toMatchObject({
    date: '20261121-201407',
    request_rate: 'inf',
    max_concurrency: 10,
    duration: 20,
    completed: 100,
    output_throughput: 640,
    total_token_throughput: 1280,
    mean_ttft_ms: 200,
    median_ttft_ms: 200,
    std_ttft_ms: 0,
    p99_ttft_ms: 200,
    'p99.9_ttft_ms': 200,
  });
  expect(flat).not.toHaveProperty('mean_tpot_ms');
});
