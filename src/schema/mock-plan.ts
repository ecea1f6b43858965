import { z } from 'zod';
import { LIMIT_SCOPES } from '../core/mock-plan.ts';
import { batches, fault, variant, wire } from './mock-protocol.ts';
import { count, ms, text } from './units.ts';

const scope = z.enum(LIMIT_SCOPES).exactOptional().describe('Who shared it');

const width = z.number().positive().describe('Width of the window, in milliseconds');

const limit = z.strictObject({
  dimension: z
    .enum(['requests', 'input_tokens', 'output_tokens', 'tokens'])
    .describe('What is counted'),
  algorithm: z.enum(['token-bucket', 'fixed-window', 'sliding-log', 'sliding-counter']),
  limit: z.number().positive().describe('How many per window'),
  window: width,
  burst: z.number().positive().describe('How many may come at once after a pause'),
  startLevel: z.number().exactOptional().describe('What was there at the beginning'),
  scope,
  workspace: text('The only workspace that met it').exactOptional(),
  accounting: z
    .enum(['actual', 'reserve'])
    .exactOptional()
    .describe('Output tokens: booked as they came, or by max_tokens'),
  cacheAware: z.boolean().exactOptional().describe('Whether input from a cache was free'),
  countRejected: z.boolean().exactOptional().describe('Whether refused requests counted'),
});

const concurrency = z.strictObject({
  limit: count('Requests accepted and not yet answered'),
  retryAfter: ms('What refused clients had to wait'),
  scope,
});

const ramp = z.strictObject({
  counts: z.enum(['requests', 'input_tokens']).describe('What might not grow too fast'),
  factor: z.number().positive().describe('Growth from window to window'),
  floor: z.number().positive().describe('What a window might hold in any case'),
  window: width,
});

const spend = z.strictObject({
  limitUsd: z.number().nonnegative().describe('The budget'),
  requestUsd: z.number().nonnegative().describe('Price of a request'),
  inputUsd: z.number().nonnegative().describe('Price of a million input tokens'),
  outputUsd: z.number().nonnegative().describe('Price of a million output tokens'),
});

const queue = z.strictObject({
  slots: count('Requests in service at the same time'),
  maxWaiting: count('Requests that might wait').exactOptional(),
  maxWait: ms('Longest wait').exactOptional(),
  discipline: z.enum(['fifo', 'lifo', 'priority']).describe('Who was next'),
  whenFull: z.union([z.literal(429), z.literal(503), z.literal(529)]),
});

const retryAfter = z.union([
  z.strictObject({ rule: z.enum(['exact-ceil', 'ms', 'date', 'none', 'staggered']) }),
  z.strictObject({ rule: z.literal('fixed'), wait: ms('What every client was told') }),
  z.strictObject({
    rule: z.literal('factor'),
    factor: z.number().nonnegative().describe('What the true wait was multiplied by'),
  }),
]);

const tokens = (what: string) => z.union([count(what), variant]).describe(what);

/** How a mock server behaves. */
export const mock = z.strictObject({
  seed: z.int().describe('Seed of the draws of the mock server'),
  latency: variant.exactOptional().describe('Service time of a request alone on the server'),
  load: variant.describe('How service slows down with the number of requests in service'),
  limits: z.array(limit).describe('Rate limits'),
  rejectLatency: z
    .union([ms('How long a refusal takes'), variant])
    .describe('How long a refusal takes'),
  outputTokens: tokens('Tokens of a text, before the maximum of the request cuts them'),
  thinkingTokens: tokens('Tokens of thinking before the text').exactOptional(),
  tokensPerEvent: tokens('Tokens in one event of a stream').exactOptional(),
  cacheReadTokens: count('Input tokens that came out of a cache').exactOptional(),
  concurrency: concurrency.exactOptional().describe('Cap on requests at the same time'),
  ramp: ramp.exactOptional().describe('Limit of growth'),
  spend: spend.exactOptional().describe('Budget'),
  queue: queue.exactOptional().describe('Slots, and the queue before them'),
  headers: z
    .enum(['anthropic', 'openai', 'azure', 'azure-gaps', 'none'])
    .exactOptional()
    .describe('How replies told the state of limits; absent: as the API does'),
  headersOnErrors: z
    .boolean()
    .exactOptional()
    .describe('Whether 413, a full queue and faults told it, too'),
  retryAfter: retryAfter.exactOptional().describe('What refused clients were told'),
  wire: wire.describe('How it spoke'),
  faults: z.array(fault).describe('The first that hit a request decided'),
  batches: batches.describe('How Message Batches were worked on'),
});
