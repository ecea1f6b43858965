import { expect, it } from 'vitest';
import { z } from 'zod';
import type { RunResult } from '../../src/core/run-result.ts';
import { renderAiperf } from '../../src/render/aiperf.ts';
import { renderBmf } from '../../src/render/bmf.ts';
import { renderSmallerIsBetter } from '../../src/render/smaller-is-better.ts';
import { aJudgedRun } from '../helpers/a-judged-run.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const RESULTS: readonly (readonly [string, RunResult])[] = [
  ['every verdict and hostile names', aJudgedRun()],
  ['several rounds', aRun([aStrategy({ makespans: [900, 1_000, 1_100] })])],
  ['nothing answered', aRun([aStrategy({ failed: 60 })])],
  ['no items', aRun([aStrategy({ items: 0 })])],
];

/** Bencher Metric Format, bencher.dev/bmf.json: measures by benchmark, with the lengths that its reference allows. */
const bmf = z.record(
  z.string().min(1).max(1_024),
  z.record(
    z.string().min(1).max(64),
    z.strictObject({
      value: z.number(),
      lower_value: z.number().optional(),
      upper_value: z.number().optional(),
    }),
  ),
);

/** What github-action-benchmark reads of a custom tool. */
const smallerIsBetter = z.array(
  z.strictObject({
    name: z.string().min(1),
    unit: z.string().min(1),
    value: z.number(),
    range: z.string().optional(),
    extra: z.string().optional(),
  }),
);

const figures =
  'avg p1 p5 p10 p25 p50 p75 p90 p95 p99 min max std count sum adj_p50 adj_p90 adj_p95 adj_p99';
const aiperfMetric = z.strictObject({
  unit: z.string().min(1),
  ...Object.fromEntries(figures.split(' ').map((name) => [name, z.number().optional()])),
});

/** AIPerf's JsonExportData: the metrics that it names, and those that every file has. */
const aiperf = z.strictObject({
  schema_version: z.string(),
  aiperf_version: z.string(),
  benchmark_id: z.string(),
  start_time: z.iso.datetime(),
  was_cancelled: z.boolean(),
  input_config: z.record(z.string(), z.unknown()),
  run_info: z.record(z.string(), z.unknown()),
  error_summary: z.array(
    z.strictObject({
      error_details: z.strictObject({
        code: z.int().optional(),
        type: z.string(),
        message: z.string(),
      }),
      count: z.int(),
    }),
  ),
  request_latency: aiperfMetric.optional(),
  time_to_first_token: aiperfMetric.optional(),
  inter_token_latency: aiperfMetric.optional(),
  inter_chunk_latency: aiperfMetric.optional(),
  request_throughput: aiperfMetric,
  output_token_throughput: aiperfMetric.optional(),
  goodput: aiperfMetric.optional(),
  request_count: aiperfMetric,
  error_request_count: aiperfMetric,
  benchmark_duration: aiperfMetric,
});

function mistakesIn(schema: z.ZodType, text: string): readonly unknown[] {
  return schema.safeParse(JSON.parse(text)).error?.issues ?? [];
}

it.each(RESULTS)("Bencher's schema accepts %s", (_, result) => {
  expect(mistakesIn(bmf, renderBmf(result))).toEqual([]);
});

it.each(RESULTS)('github-action-benchmark finds what it reads of %s', (_, result) => {
  expect(mistakesIn(smallerIsBetter, renderSmallerIsBetter(result))).toEqual([]);
});

it.each(RESULTS)("AIPerf's export model accepts %s", (_, result) => {
  const mistakes = result.strategies.flatMap((each) =>
    mistakesIn(aiperf, renderAiperf(result, each)),
  );
  expect(mistakes).toEqual([]);
});

it.each([
  ['bmf', bmf, '{"run":{"latency":{"value":null}}}'],
  ['customSmallerIsBetter', smallerIsBetter, '[{"name":"a","value":1}]'],
  ['aiperf', aiperf, '{}'],
])('the schema of %s finds a mistake', (_, schema, text) => {
  expect(mistakesIn(schema, text)).not.toEqual([]);
});
