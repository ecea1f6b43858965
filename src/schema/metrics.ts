import { z } from 'zod';
import type { OutcomeKind } from '../core/outcome.ts';
import { OUTCOME_KINDS } from '../core/outcome.ts';
import type { DistributionName, Metrics } from '../core/run-result.ts';
import { DISTRIBUTIONS } from '../core/run-result.ts';
import { count, ms, text } from './units.ts';

export const itemCounts = z
  .strictObject({
    scheduled: count('All items'),
    completed: count('Items that were answered'),
    failed: count('Items whose last attempt failed'),
    dropped: count('Items that were never started'),
    incomplete: count('Items under way when the run was stopped'),
  })
  .meta({
    id: 'itemCounts',
    description: 'Items by how they ended; scheduled is the sum of the others',
  });

const distribution = z
  .strictObject({
    count: count('Number of values'),
    min_ms: ms('Smallest value, exact'),
    p50_ms: ms('Median'),
    p90_ms: ms('90th percentile'),
    p95_ms: ms('95th percentile'),
    p99_ms: ms('99th percentile'),
    max_ms: ms('Largest value, exact'),
    mean_ms: ms('Mean, exact'),
    sum_ms: ms('Sum of all values'),
    sum_sq_ms2: z
      .number()
      .nonnegative()
      .describe('Sum of all squared values, in square milliseconds'),
    histogram: text('HDR histogram in integer microseconds, V2 compressed, base64'),
  })
  .meta({
    id: 'distribution',
    description: 'Percentiles are nearest-rank values with three significant digits',
  });

/** What each distribution measures. */
const meaning: Readonly<Record<DistributionName, string>> = {
  latency: 'Completed items: intended to done',
  call: 'Completed items: first send to done, retries and back-off inside',
  service: 'Ok attempts: sent to ended',
  queue: 'Items with an attempt: due to first send',
  backoff: 'Items with an attempt: time between attempts on purpose',
  ttfb: 'Attempts with a head: sent to headers',
  ttft: 'Ok streaming attempts: sent to first token',
  longest_stall: 'Ok streaming attempts: longest gap between two arrivals of tokens',
  connect: 'Attempts on a new socket: sent to socket ready',
};

type DistributionShape = Record<DistributionName, z.ZodExactOptional<typeof distribution>>;

const distributions = Object.fromEntries(
  DISTRIBUTIONS.map((name) => [name, distribution.describe(meaning[name]).exactOptional()]),
) as DistributionShape;

const outcomeCounts = Object.fromEntries(
  OUTCOME_KINDS.map((kind) => [kind, count(`Attempts that ended ${kind}`)]),
) as Record<OutcomeKind, z.ZodInt>;

const perBucket = (what: string) => z.array(z.number().nonnegative()).describe(what);

const timeline = z
  .strictObject({
    bucket_ms: ms('Width of a bucket'),
    in_flight: perBucket('Time-weighted mean of attempts in flight, one value a bucket'),
    rate_limited: perBucket('Attempts that ended rate-limited, one value a bucket'),
    completed: perBucket('Items completed, one value a bucket'),
  })
  .describe('Attempts over time');

const errorGroup = z.strictObject({
  outcome: z.enum(OUTCOME_KINDS),
  status: z.int().describe('HTTP status').exactOptional(),
  error_type: text("The provider's own error type").exactOptional(),
  message: text('Wording with numbers, ids and times replaced'),
  count: count('Attempts'),
  later_ok: count('Items with such an attempt that were answered in the end'),
  example: text('The first one as it was, shortened'),
});

const server = z
  .strictObject({
    requests: count('Requests that reached the server'),
    peak_in_flight: count('Most requests at once'),
    hidden_attempts: z
      .int()
      .describe('Requests minus attempts in the ledger; anything but 0 is odd'),
    overhead_p50_ms: z
      .number()
      .describe('Median of client time minus server time, in milliseconds')
      .exactOptional(),
  })
  .describe('What the mock server itself saw');

export const metricsSchema = z.strictObject({
  makespan_ms: ms('Last item done minus first item intended'),
  throughput_per_s: z.number().nonnegative().describe('Completed items per second of makespan'),
  counts: itemCounts,
  attempts: z
    .strictObject({ total: count('All attempts'), ...outcomeCounts })
    .describe('Attempts by outcome'),
  amplification: z.number().describe('Attempts divided by items with at least one').exactOptional(),
  hedges: z
    .strictObject({
      won: count('Attempts that were answered before their copies'),
      lost: count('Attempts that were wasted: aborted, or failed'),
    })
    .describe('Attempts that had copies')
    .exactOptional(),
  in_flight: z
    .strictObject({
      peak: count('Most attempts at once'),
      mean: z.number().nonnegative().describe('Integral over time divided by the makespan'),
    })
    .describe('Attempts in flight'),
  tokens: z
    .strictObject({ input: count('Input tokens'), output: count('Output tokens') })
    .describe('Tokens as the provider reported them'),
  ...distributions,
  timeline,
  errors: z
    .array(errorGroup)
    .describe('Most frequent first; beyond 50 they are named other, one an outcome'),
  server: server.exactOptional(),
}) satisfies z.ZodType<Metrics>;
