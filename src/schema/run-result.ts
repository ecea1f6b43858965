import { z } from 'zod';
import { BenchError } from '../core/errors.ts';
import type { RunResult } from '../core/run-result.ts';
import { ROUND_DISTRIBUTIONS } from '../core/run-result.ts';
import { VERDICT_STATUSES } from '../core/verdict.ts';
import { comparisonSchema } from './comparison.ts';
import { healthSchema, mockHost } from './health.ts';
import { distributionSchema, itemCounts, metricsSchema } from './metrics.ts';
import { notice } from './notice.ts';
import { planSchema, strategyShape } from './plan.ts';
import { thresholdResult } from './threshold.ts';
import { count, ms, text } from './units.ts';

const SCHEMA_VERSION = 1;

const roundDistributions = Object.fromEntries(
  ROUND_DISTRIBUTIONS.map((name) => [name, distributionSchema.exactOptional()]),
) as Record<(typeof ROUND_DISTRIBUTIONS)[number], z.ZodExactOptional<typeof distributionSchema>>;

const round = z.strictObject({
  round: count('Number of the round, from 0'),
  makespan_ms: ms('Last item done minus first item intended'),
  throughput_per_s: z.number().nonnegative().describe('Completed items per second of makespan'),
  counts: itemCounts,
  seed: z.int().describe('Seed of every random draw in this round'),
  attempts: z.strictObject({
    total: count('Attempts'),
    rate_limited: count('Attempts refused by a rate limit'),
  }),
  tokens: z
    .strictObject({
      input: count('Input tokens'),
      output: count('Output tokens'),
      wasted_output: count('Of these, what brought nobody an answer').exactOptional(),
    })
    .exactOptional(),
  cost: z
    .strictObject({
      usd: z.number().nonnegative().describe('Reported tokens at their prices, in US dollars'),
      wasted_usd: z.number().nonnegative().describe('Of these, for nothing, in US dollars'),
    })
    .describe('Absent when the price is not known')
    .exactOptional(),
  latency_p95_ms: ms('95th percentile of latency').exactOptional(),
  distributions: z
    .strictObject(roundDistributions)
    .describe('Of this round alone; absent: nothing was answered')
    .exactOptional(),
  fingerprint: text('Hash of the full event log').exactOptional(),
});

const clock = z.strictObject({
  kind: z.enum(['real', 'virtual']),
  fingerprint: text('Hash over the event logs of all rounds').exactOptional(),
  events: count('Events that fired').exactOptional(),
  virtual_ms: ms('Simulated time').exactOptional(),
  leftover_timers: count('Callbacks that were still pending at an end').exactOptional(),
});

const strategy = z.strictObject({
  ...strategyShape,
  complete: z.boolean().describe('Whether it ran to its end'),
  rounds: z.array(round),
  metrics: metricsSchema.describe('Over all rounds'),
});

export const environment = z
  .strictObject({
    tool: text('Version of llm-bench'),
    node: text('Version of Node.js'),
    os: z.string(),
    arch: z.string(),
    cpu: text('Model of the processor'),
    cores: count('Processor cores'),
    memory_gib: z.number().nonnegative().describe('Memory, in GiB'),
    ci: text('CI service and kind of runner; absent outside of CI').exactOptional(),
    workers: count('Threads that shared the work; absent for one').exactOptional(),
  })
  .describe('The machine and the tool that measured');

const verdict = z.strictObject({
  status: z.enum(VERDICT_STATUSES),
  exitCode: z.int().describe('Exit code of the process'),
  reasons: z.array(notice).describe('Worst first; empty for a pass'),
});

/** One run of a scenario, as `result.json` holds it. */
export const runResultSchema = z
  .strictObject({
    schemaVersion: z.literal(SCHEMA_VERSION),
    scenario: text('Name of the scenario'),
    file: text('Where the scenario lies, seen from the folder that it was run in').exactOptional(),
    question: text('The question that the scenario answers').exactOptional(),
    started_at: text('Wall time of the start, RFC 3339'),
    plan: planSchema,
    seed: z.int().describe('Seed of every random draw'),
    clock,
    environment,
    mock: mockHost.exactOptional(),
    complete: z.boolean().describe('False while strategies are missing'),
    strategies: z.array(strategy).describe("In the scenario's order, as far as they got"),
    health: z
      .array(healthSchema)
      .describe('What decides whether the figures are a result at all, one entry a strategy')
      .exactOptional(),
    thresholds: z
      .array(thresholdResult)
      .exactOptional()
      .describe('What the run was to keep; absent: nothing'),
    comparison: comparisonSchema
      .exactOptional()
      .describe('The run held against its baseline; absent: it had none'),
    verdict,
    warnings: z.array(notice),
  })
  .meta({
    $id: 'urn:llm-bench:run-result:1',
    title: 'llm-bench run result',
    description:
      'One run of a scenario. Keys that end in _ms are milliseconds, in _per_s per second.',
  }) satisfies z.ZodType<RunResult>;

/**
 * Reads a stored result.
 *
 * @param json the parsed file
 * @param file named in messages
 * @throws {BenchError} RESULT_INVALID when it is no result, or one of another version
 */
export function parseRunResult(json: unknown, file: string): RunResult {
  const version: unknown =
    typeof json === 'object' && json !== null && Reflect.get(json, 'schemaVersion');
  if (typeof version === 'number' && version !== SCHEMA_VERSION) {
    throw new BenchError(
      'RESULT_INVALID',
      `${file} has schemaVersion ${version}; this llm-bench reads ${SCHEMA_VERSION}.`,
      { hint: 'read it with the llm-bench that wrote it, or run the scenario again.' },
    );
  }
  const parsed = runResultSchema.safeParse(json);
  // Itself, not what was parsed: that has its keys in the schema's order, and a page made of it other bytes.
  if (parsed.success) return json as RunResult;
  const [{ path, message } = { path: [], message: '' }] = parsed.error.issues;
  throw new BenchError(
    'RESULT_INVALID',
    `${file} is no result of llm-bench: ${path.join('.') || 'the file'}: ${message}.`,
    { hint: 'name a result.json that bench run wrote.' },
  );
}
