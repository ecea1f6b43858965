import { z } from 'zod';
import type { OutcomeKind } from '../core/outcome.ts';
import { OUTCOME_KINDS, TIMEOUT_STAGES } from '../core/outcome.ts';
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

export const distributionSchema = z
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
  attempt: 'Attempts, however they ended: sent to ended',
  queue: 'Items with an attempt: due to first send',
  backoff: 'Items with an attempt: time between attempts on purpose',
  lag: 'Open loads, items with an attempt: intended to due',
  connect: 'Attempts on a new socket: sent to socket ready',
  ttfb: 'Attempts with a head: sent to headers',
  ttft: 'Ok streaming attempts: sent to first token, reasoning included',
  ttft_response: 'Completed streaming items: intended to first token',
  ttfo: 'Ok streaming attempts: sent to first output, reasoning not included',
  inter_token_latency: 'Ok streaming attempts: first to last token by output tokens less one',
  inter_chunk_latency: 'Ok streaming attempts: every gap between two arrivals of tokens',
  longest_stall: 'Ok streaming attempts: longest gap between two arrivals of tokens',
  incomplete_age: 'Incomplete items: intended to the cut',
};

type DistributionShape = Record<DistributionName, z.ZodExactOptional<typeof distributionSchema>>;

const distributions = Object.fromEntries(
  DISTRIBUTIONS.map((name) => [name, distributionSchema.describe(meaning[name]).exactOptional()]),
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
    started: perBucket('Attempts sent, one value a bucket').exactOptional(),
  })
  .describe('Attempts over time');

const lanes = z
  .strictObject({
    due_us: z.array(z.number()).describe('When each item was due, in microseconds'),
    attempts: z.strictObject({
      item: z.array(z.int()).describe('Index into due_us'),
      sent_us: z.array(z.number()).describe('Handed to the transport, in microseconds'),
      ended_us: z.array(z.number()).describe('Over, in microseconds'),
      outcome: z.array(z.enum(OUTCOME_KINDS)),
    }),
  })
  .describe('Every item of one round with its attempts, in columns; of small workloads only');

const heat = z
  .strictObject({
    metric: z.enum(['call', 'latency']),
    bucket_ms: ms('Width of a column'),
    from_ms: ms('Shortest duration of the lowest row'),
    columns: z
      .array(z.array(z.int().nonnegative()))
      .describe('Completed items; each row is 2^(1/8) times as long as the one below'),
  })
  .describe('Completed items by when they were done and how long they took');

const errorGroup = z.strictObject({
  outcome: z.enum(OUTCOME_KINDS),
  status: z.int().describe('HTTP status').exactOptional(),
  error_type: text("The provider's own error type").exactOptional(),
  stage: z.enum(TIMEOUT_STAGES).describe('Which deadline of ours was missed').exactOptional(),
  message: text('Wording with numbers, ids and times replaced'),
  count: count('Attempts'),
  later_ok: count('Items with such an attempt that were answered in the end'),
  items: count('Items with such an attempt').exactOptional(),
  first_ms: ms('End of the first such attempt after the start of its round').exactOptional(),
  last_ms: ms('End of the last such attempt after the start of its round').exactOptional(),
  retry_after_min_ms: ms('Shortest wait that the server asked for').exactOptional(),
  retry_after_max_ms: ms('Longest wait that the server asked for').exactOptional(),
  example: text('The first one as it was, shortened'),
  example_of: z
    .strictObject({
      item: count('Item of the example'),
      attempt: count('Attempt of the example'),
      request_id: text("The provider's request id").exactOptional(),
    })
    .describe('Where the example stands in the rows')
    .exactOptional(),
});

const server = z
  .strictObject({
    requests: count('Requests that reached the server'),
    peak_in_flight: count('Most requests at once'),
    hidden_attempts: z
      .int()
      .describe('Requests minus attempts in the ledger; anything but 0 is odd'),
    statuses_differ: count('Replies whose status the two accounts disagree on').exactOptional(),
    tokens_differ: count(
      'Ok replies whose output tokens the two accounts disagree on',
    ).exactOptional(),
    faster_than_server: count('Ok attempts that were shorter than the server says').exactOptional(),
    overhead_p50_ms: z
      .number()
      .describe('Median of client time minus server time, in milliseconds')
      .exactOptional(),
    overhead_p99_ms: z
      .number()
      .describe('99th percentile of client time minus server time, in milliseconds')
      .exactOptional(),
  })
  .describe('What the mock server itself saw');

const tokenSums = {
  input: count('Input tokens, cached ones included'),
  output: count('Output tokens, reasoning included'),
  cache_read: count('Input tokens that were read from a cache').exactOptional(),
  cache_write: count('Input tokens that were written to a cache').exactOptional(),
};

const tokens = z
  .strictObject({
    ...tokenSums,
    from: z.literal('usage').describe('Where the counts come from: the replies').exactOptional(),
    wasted: z
      .strictObject(tokenSums)
      .describe('Of these, what brought nobody an answer')
      .exactOptional(),
  })
  .describe('Tokens of all attempts');

const perSecond = (what: string) =>
  z.number().nonnegative().describe(`${what}, per second of makespan`).exactOptional();

const ratio = (what: string) => z.number().nonnegative().describe(what).exactOptional();

/** Figures that not every run has. */
const figures = {
  tail_ms: ms('From the settlement of 95 % of the items to that of the last').exactOptional(),
  throughput_steady_per_s: ratio(
    'Items completed per second between the first completion and the last first send',
  ),
  goodput_per_s: perSecond('Completed items that met every limit of the SLO'),
  attained: ratio('Those items divided by all that were scheduled and not cut off'),
  token_goodput_per_s: perSecond('Output tokens of those items'),
  output_tokens_per_s: perSecond('Output tokens of ok attempts'),
  input_tokens_per_s: perSecond('Input tokens of ok attempts'),
  slots: z
    .strictObject({
      size: count('Number of slots'),
      busy_ms: ms('Attempts on the wire'),
      backoff_ms: ms('Held while an item waited for its next attempt'),
      idle_ms: ms('Neither'),
    })
    .describe('Slots of a strategy with a fixed size, over the makespan')
    .exactOptional(),
  slot_utilisation: ratio('Busy time of the slots divided by all of it'),
  quota_utilisation: ratio('Requests that a rate limit let pass by those it would have let pass'),
  input_quota_utilisation: ratio('The same of input tokens'),
  output_quota_utilisation: ratio('The same of output tokens'),
  token_quota_utilisation: ratio('The same of both kinds of tokens, where one limit counts both'),
  window_overshoot: ratio('Most attempts started in any 60 s by the limit per minute'),
  backoff_share: ratio('Back-off divided by the time of all calls'),
  fairness: ratio("Jain's index over the completed items of each tag"),
  tags: z
    .array(
      z.strictObject({
        tag: z.string(),
        completed: count('Items completed'),
        longest_wait_ms: ms('Longest wait from due to the first attempt'),
      }),
    )
    .describe('By name; at most 50')
    .exactOptional(),
  recovery_ms: ms(
    'From the end of the last outage until completions were back at 90 % of their rate before',
  ).exactOptional(),
  little_residual: ratio('Of the area under in_flight and the time of all attempts; 0 is right'),
  coalesced_gaps: ratio('Share of the gaps between arrivals of tokens that is 0'),
};

const limitTrace = z
  .strictObject({
    unit: z.enum(['in_flight', 'per_s']).describe('Attempts in flight, or starts per second'),
    t_ms: z.array(z.number().nonnegative()).describe('When it changed, in milliseconds'),
    limit: z.array(z.number()).describe('What it was from then on'),
  })
  .describe("How the strategy's own limit moved");

const toldLimit = z
  .strictObject({
    dimension: z.enum(['requests', 'input_tokens', 'output_tokens', 'tokens']),
    per_minute: z.number().nonnegative().describe('What comes back in a minute'),
    limit: z.number().nonnegative().describe('What may come at once after a pause'),
    remaining: z.number().nonnegative().describe('What was left of it'),
    sent_ms: ms('Send of the request that was answered so, after the start of its round'),
  })
  .describe('A rate limit as headers of a reply told it');

const cost = z
  .strictObject({
    usd: z.number().nonnegative().describe('Reported tokens at their prices, in US dollars'),
    wasted_usd: z
      .number()
      .nonnegative()
      .describe('The part for attempts whose result was not used, in US dollars'),
    per_thousand_ok_usd: z
      .number()
      .nonnegative()
      .describe('Cost of 1000 completed items, in US dollars')
      .exactOptional(),
    untold_attempts: count(
      'Attempts that may have been billed for more than they told',
    ).exactOptional(),
    prices_date: text('Day of the price list'),
  })
  .describe('What the attempts cost; absent when the price is not known');

export const metricsSchema = z.strictObject({
  makespan_ms: ms('Last item done minus first item intended'),
  throughput_per_s: z.number().nonnegative().describe('Completed items per second of makespan'),
  counts: itemCounts,
  attempts: z
    .strictObject({ total: count('All attempts'), ...outcomeCounts })
    .describe('Attempts by outcome'),
  overflowed: count('Of the dropped items, those that found too many waiting').exactOptional(),
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
  tokens,
  ...figures,
  ...distributions,
  timeline,
  lanes: lanes.exactOptional(),
  heat: heat.exactOptional(),
  limit_trace: limitTrace.exactOptional(),
  told_limits: z
    .array(toldLimit)
    .describe('By the first reply that told any; absent when none did')
    .exactOptional(),
  cost: cost.exactOptional(),
  errors: z
    .array(errorGroup)
    .describe('Most frequent first; beyond 50 they are named other, one an outcome'),
  server: server.exactOptional(),
}) satisfies z.ZodType<Metrics>;
