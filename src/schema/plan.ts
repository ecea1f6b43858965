import { z } from 'zod';
import type { Plan, SloMetric } from '../core/plan.ts';
import { SLO_METRICS } from '../core/plan.ts';
import { mock } from './mock-plan.ts';
import { variant, variantShape } from './mock-protocol.ts';
import { thresholdRule } from './threshold.ts';
import { count, ms, text } from './units.ts';

const target = z.strictObject({
  kind: z.enum(['mock', 'api']).describe('mock: started by the run. api: a server that was there'),
  api: z.enum(['anthropic', 'openai']).describe('API shape'),
  model: text('Model id'),
  stream: z.boolean().describe('Whether replies came as server-sent events'),
  client: z.enum(['http', 'sdk']).describe("Own requests, or the provider's official SDK"),
  freshClient: z.boolean().describe('Whether each attempt used a new connection'),
  baseUrl: text('Where the API is; absent for the mock').exactOptional(),
  keyVariable: text('Environment variable that held the API key').exactOptional(),
  billed: z.literal(true).describe('Its requests cost money').exactOptional(),
  mock: mock.exactOptional(),
});

const workload = z.strictObject({
  kind: z.enum(['count', 'list', 'jsonl', 'csv', 'synthetic']),
  count: count('Number of items, where it was known before reading them').exactOptional(),
  maxTokens: count('Most output tokens of a reply'),
  path: text('File that the rows came from').exactOptional(),
});

const retry = z.strictObject({
  maxRetries: count('Attempts after the first; 0 = never retry'),
  base: ms('Delay before the first retry, before jitter'),
  factor: z.number().describe('What each further delay is multiplied by'),
  cap: ms("Longest back-off, before a server's hint is added"),
  jitter: text('How back-off is spread'),
  retryAfter: text('What becomes of the Retry-After of the server'),
  maxRetryAfter: ms('A longer Retry-After fails the item'),
  rateLimitedBase: ms('base after a refusal by a rate limit').exactOptional(),
  budget: text('Limit on all retries of a run together; absent: none').exactOptional(),
  exempt: text('Failures that cost the budget nothing; absent: rate-limited').exactOptional(),
  retryOn: text('Answers that are asked for again; absent: none').exactOptional(),
  maxElapsed: ms('No retry begins later than this after the first attempt').exactOptional(),
  layers: count('Policies stacked on each other; absent: 1').exactOptional(),
});

const timeouts = z.strictObject({
  connect: ms('Until a socket is ready').exactOptional(),
  headers: ms("From the send until the reply's head is complete").exactOptional(),
  firstToken: ms('From the send until the first piece of the answer').exactOptional(),
  idle: ms('Between two arrivals of bytes').exactOptional(),
  total: ms('From the send until the end of the reply').exactOptional(),
});

/** A strategy as it was planned. */
export const strategyShape = {
  name: text("The user's name for it"),
  ...variantShape,
  retry: retry.exactOptional().describe("Instead of the scenario's"),
  timeouts: timeouts.exactOptional().describe("Instead of the scenario's"),
};

const slo = z
  .strictObject(
    Object.fromEntries(
      SLO_METRICS.map((name) => [name, ms('Longest that is good enough').exactOptional()]),
    ) as Record<SloMetric, z.ZodExactOptional<ReturnType<typeof ms>>>,
  )
  .describe('What an item had to keep to count towards goodput; absent: no goodput');

const overflow = z.strictObject({
  policy: z.enum(['drop', 'fail']).describe('What became of an item that found no room'),
  waiting: count('Most items that were due and not yet pulled'),
  allowed: z.boolean().describe('Whether dropped items left the run valid'),
});

const usd = (what: string) => z.number().nonnegative().describe(`${what}, in US dollars a million`);

const tokenPrices = {
  inputUsd: usd('Uncached input tokens'),
  outputUsd: usd('Output tokens'),
  cacheWriteUsd: usd('Input tokens that were written to a cache'),
  cacheReadUsd: usd('Input tokens that were read from a cache'),
};

const price = z
  .strictObject({
    ...tokenPrices,
    date: text('Day of the price list'),
    batchFactor: z.number().nonnegative().describe('What an item of a batch multiplied it by'),
    long: z
      .strictObject({ ...tokenPrices, aboveInputTokens: count('More input tokens than this') })
      .describe('What longer requests cost; absent: the same')
      .exactOptional(),
  })
  .describe("What the target's model cost");

export const planSchema = z
  .strictObject({
    scenario: text('Name of the scenario'),
    question: text('The question that the scenario answers').exactOptional(),
    seed: z.int().describe('The first of the seeds'),
    seeds: z.array(z.int()).describe('One round each'),
    clock: z.enum(['real', 'virtual']),
    target,
    workload,
    load: variant.exactOptional().describe('When items became due; absent: all at the start'),
    warmUp: count('Items that were run first and not measured').exactOptional(),
    maxDuration: ms('When a round took up no further item').exactOptional(),
    drainTimeout: ms('How long items could end after that before they were cut').exactOptional(),
    overflow: overflow.exactOptional().describe('Bound on waiting items; absent: none'),
    retry,
    timeouts,
    slo: slo.exactOptional(),
    price: price.exactOptional().describe('Absent where it was not known'),
    maxCostUsd: z
      .number()
      .nonnegative()
      .exactOptional()
      .describe('What the run could cost at most'),
    task: z.boolean().exactOptional().describe('Whether an item was a task of several calls'),
    expect: variant.exactOptional().describe('What answers had to be like; absent: anything'),
    strategies: z.array(z.strictObject(strategyShape)),
    thresholds: z
      .array(thresholdRule)
      .exactOptional()
      .describe('What the run must keep; absent: nothing'),
  })
  .describe('The scenario, checked and filled in') satisfies z.ZodType<Plan>;
